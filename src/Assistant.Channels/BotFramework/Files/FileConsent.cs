using System.Text.Json;
using Assistant.Channels.Http;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>
/// What the invoke fileConsent/invoke says: {"type":"fileUpload","action":"accept"|"decline","context":{"offer":"…"},"uploadInfo":{"uploadUrl","contentUrl","name","uniqueId","fileType"}}.
/// </summary>
/// <param name="Upload">Where the file goes; null when it was declined.</param>
internal sealed record FileConsent(string Offer, FileUploadInfo? Upload)
{
    private const int LongestAddress = 8_192;
    private const int LongestId = 256;

    /// <exception cref="Refusal">400 or 413: what is wrong with it.</exception>
    public static FileConsent Read(string? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value ?? "null", new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : throw Refusal.BadArgument("value must be an object.");
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument("value is not valid JSON.");
        }
    }

    private static FileConsent Read(JsonElement value)
    {
        if (String(value, "type") != "fileUpload")
            throw Refusal.BadArgument("value.type must be fileUpload.");
        var offer = Object(value, "context") is { } context && String(context, "offer", LongestId) is { Length: > 0 } id ? id : throw Refusal.BadArgument("value.context.offer is missing.");
        return String(value, "action") switch
        {
            "decline" => new(offer, null),
            "accept" => new(offer, UploadIn(Object(value, "uploadInfo") ?? throw Refusal.BadArgument("value.uploadInfo is missing."))),
            _ => throw Refusal.BadArgument("value.action must be accept or decline."),
        };
    }

    private static FileUploadInfo UploadIn(JsonElement info) => new(
        Address(info, "uploadUrl"), Address(info, "contentUrl").AbsoluteUri, Clean(String(info, "name") ?? "", "value.uploadInfo.name"),
        Clean(String(info, "uniqueId", LongestId) ?? "", "value.uploadInfo.uniqueId"), Clean(String(info, "fileType", LongestId) ?? "", "value.uploadInfo.fileType"));

    private static Uri Address(JsonElement info, string name) =>
        Uri.TryCreate(String(info, name, LongestAddress), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address : throw Refusal.BadArgument($"value.uploadInfo.{name} must be an http or https address.");
}

/// <param name="UploadUrl">Takes the bytes of whoever has it: no token of ours goes there.</param>
/// <param name="ContentUrl">Where the person finds the file.</param>
internal sealed record FileUploadInfo(Uri UploadUrl, string ContentUrl, string Name, string UniqueId, string FileType);
