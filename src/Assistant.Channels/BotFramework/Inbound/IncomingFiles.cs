using System.Text.Json;
using Assistant.Channels.Http;
using Assistant.Perception;
using Microsoft.Extensions.Options;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Reads the attachments of an activity: files by address or data URI. Cards and the HTML twin of a text are no files, but pictures that only they hold are (<see cref="CardPictures"/>).</summary>
internal sealed class IncomingFiles(IOptions<PerceptionOptions> perception)
{
    private const string TeamsFile = "application/vnd.microsoft.teams.file.download.info";
    private const int Most = 1_000;
    private const int LongestAddress = 8_192;

    /// <exception cref="Refusal">400 or 413, saying why.</exception>
    /// <param name="hasText">The message says something besides.</param>
    public IReadOnlyList<IncomingFile> Read(JsonElement json, bool hasText)
    {
        var all = Objects(json, "attachments", Most);
        var attachments = all.Where(attachment => !IsTwin(attachment)).ToArray();
        var files = Files(attachments);
        return files.Count > 0 ? files : [.. CardPictures.Of(all, hasText).Take(perception.Value.MaxAttachments)];
    }

    private IReadOnlyList<IncomingFile> Files(JsonElement[] attachments) =>
        attachments.Length <= perception.Value.MaxAttachments
            ? [.. attachments.Select(File).OfType<IncomingFile>()]
            : throw new Refusal(400, "TooManyAttachments", $"The message has {attachments.Length} attachments; at most {perception.Value.MaxAttachments} are accepted. Send the others in further messages.");

    /// <summary>Teams repeats the text as HTML.</summary>
    private static bool IsTwin(JsonElement attachment) => TypeOf(attachment) is { } type && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) && String(attachment, "contentUrl", int.MaxValue) is null;

    private static string? TypeOf(JsonElement attachment) => String(attachment, "contentType");

    private IncomingFile? File(JsonElement attachment)
    {
        var type = TypeOf(attachment) ?? "application/octet-stream";
        var name = String(attachment, "name", 4_096);
        if (type.Equals(TeamsFile, StringComparison.OrdinalIgnoreCase))
            return Object(attachment, "content") is { } content && String(content, "downloadUrl", LongestAddress) is { Length: > 0 } download
                ? new(FileNames.Clean(name), "application/octet-stream", null, Address(download))
                : throw Refusal.BadArgument("A Teams file has no content.downloadUrl.");
        if (String(attachment, "contentUrl", int.MaxValue) is not { Length: > 0 } url)
            return type.StartsWith("application/vnd.microsoft.", StringComparison.OrdinalIgnoreCase) ? null : throw Refusal.BadArgument("An attachment has no contentUrl.");
        if (!DataUri.Is(url))
            return new(FileNames.Clean(name ?? Address(url).LocalPath), type, null, Address(url));
        var (declared, bytes) = DataUri.Read(url, perception.Value.MaxBytes);
        return new(FileNames.Clean(name), TypeOf(attachment) ?? declared ?? type, bytes, null);
    }

    private static Uri Address(string text) =>
        text.Length <= LongestAddress && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Refusal.BadArgument("An attachment's contentUrl must be a data URI or an http or https address.");
}
