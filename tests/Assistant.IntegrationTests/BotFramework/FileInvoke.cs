using System.Text.Json.Nodes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A person's messages and their yes or no to a file, as Teams posts them.</summary>
internal static class FileInvoke
{
    public static JsonObject Message(string serviceUrl, string conversation, string user, string text) =>
        Posted.Message(serviceUrl, text, conversation, channel: "msteams").With("from", new JsonObject { ["id"] = user, ["name"] = "Ada" });

    /// <param name="action">"accept" or "decline".</param>
    public static JsonObject Of(string serviceUrl, string conversation, string user, Sent offered, string action, string? uploadUrl = null)
    {
        var content = offered.Activity.GetProperty("attachments")[0].GetProperty("content");
        return Message(serviceUrl, conversation, user, "").Without("text").With("type", "invoke").With("name", "fileConsent/invoke").With("replyToId", offered.Id).With("value", new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = action,
            ["context"] = JsonNode.Parse(content.GetProperty(action == "accept" ? "acceptContext" : "declineContext").GetRawText()),
            ["uploadInfo"] = action == "decline" ? null : new JsonObject
            {
                ["uploadUrl"] = uploadUrl ?? $"{serviceUrl}/files/upload",
                ["contentUrl"] = "https://contoso.example/my-data.zip",
                ["name"] = "my-data.zip", ["uniqueId"] = "u-1", ["fileType"] = "zip",
            },
        });
    }
}
