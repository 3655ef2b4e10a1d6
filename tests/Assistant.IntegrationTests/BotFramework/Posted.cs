using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Activities as a channel posts them.</summary>
internal static class Posted
{
    public static JsonObject Message(string serviceUrl, string text, string? conversation = null, string? id = null, string channel = "emulator") => new()
    {
        ["type"] = "message",
        ["id"] = id ?? $"a-{Guid.NewGuid():N}",
        ["channelId"] = channel,
        ["serviceUrl"] = serviceUrl,
        ["conversation"] = new JsonObject { ["id"] = conversation ?? $"c-{Guid.NewGuid():N}" },
        ["from"] = new JsonObject { ["id"] = "user-1", ["name"] = "Ada" },
        ["recipient"] = new JsonObject { ["id"] = "bot-1", ["name"] = "Assistant" },
        ["text"] = text,
    };

    public static JsonObject With(this JsonObject activity, string name, JsonNode? value)
    {
        activity[name] = value;
        return activity;
    }

    public static JsonObject Without(this JsonObject activity, string name)
    {
        activity.Remove(name);
        return activity;
    }

    public static Task<HttpResponseMessage> PostActivityAsync(this HttpClient http, JsonNode activity) =>
        http.PostAsJsonAsync("/api/messages", activity, TestContext.Current.CancellationToken);

    /// <summary>To a server that this kills, maybe before it has told the channel that it has the activity.</summary>
    public static async Task PostToDoomedAsync(this HttpClient http, JsonNode activity)
    {
        try
        {
            using var response = await http.PostActivityAsync(activity);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        catch (HttpRequestException)
        {
        }
    }
}
