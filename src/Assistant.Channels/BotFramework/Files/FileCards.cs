using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Channels.Activities;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>Teams' own cards for files: the question whether one may be stored in the person's OneDrive, and the one that is there.</summary>
internal static class FileCards
{
    public static WireAttachment Consent(string name, string description, long bytes, string offer) => new("application/vnd.microsoft.teams.card.file.consent", null, name)
    {
        Content = Json(new()
        {
            ["description"] = description,
            ["sizeInBytes"] = bytes,
            ["acceptContext"] = new JsonObject { ["offer"] = offer },
            ["declineContext"] = new JsonObject { ["offer"] = offer },
        }),
    };

    public static WireAttachment Info(FileUploadInfo upload) => new("application/vnd.microsoft.teams.card.file.info", upload.ContentUrl, upload.Name)
    {
        Content = Json(new() { ["uniqueId"] = upload.UniqueId, ["fileType"] = upload.FileType }),
    };

    private static JsonElement Json(JsonObject content)
    {
        using var parsed = JsonDocument.Parse(content.ToJsonString());
        return parsed.RootElement.Clone();
    }
}
