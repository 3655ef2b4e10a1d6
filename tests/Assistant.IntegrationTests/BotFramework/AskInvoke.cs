using System.Text.Json.Nodes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>"Ask Assistant" as Teams posts it, from a group chat: the message stands there, and the answer is the person's alone.</summary>
internal static class AskInvoke
{
    public static JsonObject Of(string serviceUrl, string user, string name) => Posted.Message(serviceUrl, "", "19:group", channel: "msteams").Without("text").With("type", "invoke").With("name", name)
        .With("from", new JsonObject { ["id"] = user, ["name"] = "Ada" }).With("conversation", new JsonObject { ["id"] = "19:group", ["conversationType"] = "groupChat", ["isGroup"] = true });

    public static JsonObject Value(string content, string type = "html") => new()
    {
        ["commandId"] = "ask", ["commandContext"] = "message",
        ["messagePayload"] = new JsonObject
        {
            ["id"] = "1700000000000", ["createdDateTime"] = "2026-03-01T09:00:00Z",
            ["from"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "u-9", ["displayName"] = "Grace" } },
            ["body"] = new JsonObject { ["contentType"] = type, ["content"] = content },
        },
    };

    public static JsonObject With(JsonObject value, string question) => value.With("data", new JsonObject { ["question"] = question });
}
