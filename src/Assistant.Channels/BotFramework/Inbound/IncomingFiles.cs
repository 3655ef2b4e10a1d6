using System.Text;
using System.Text.Json;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.Http;
using Assistant.Perception;
using Assistant.Text;
using Microsoft.Extensions.Options;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Reads the attachments of an activity: files by address or data URI. Cards and the HTML twin of a text are no files, but pictures that only they hold are (<see cref="CardPictures"/>).</summary>
internal sealed class IncomingFiles(IOptions<PerceptionOptions> perception)
{
    private const string TeamsFile = "application/vnd.microsoft.teams.file.download.info";
    private const string TeamsLink = "reference";
    private const int Most = 1_000;
    private const int LongestAddress = 8_192;
    private const int LongestNames = 200;
    private static readonly HashSet<string> s_references = new(StringComparer.OrdinalIgnoreCase) { "messageReference", "meetingReference", "tabReference" };

    /// <exception cref="Refusal">400: they are no list of objects.</exception>
    /// <param name="hasText">The message says something besides.</param>
    public IReadOnlyList<IncomingFile> Read(JsonElement json, bool hasText)
    {
        var all = Objects(json, "attachments", Most);
        var attachments = all.Where(attachment => !IsTwin(attachment)).ToArray();
        var files = Files(attachments);
        return files.Length > 0 ? files : [.. CardPictures.Of(all, hasText).Take(perception.Value.MaxAttachments)];
    }

    /// <summary>One that cannot be read refuses no message: Teams tells its sender nothing of that. Those that are too many stand as one, whose name is theirs.</summary>
    private IncomingFile[] Files(JsonElement[] attachments)
    {
        var most = perception.Value.MaxAttachments;
        IncomingFile[] files = [.. attachments.Select((attachment, index) => File(attachment, isRead: index < most)).OfType<IncomingFile>()];
        return files.Length <= most
            ? files
            : [.. files.Take(most), new(string.Join(", ", files.Skip(most).Select(file => file.Name)).Shortened(LongestNames), "application/octet-stream", null, null, AttachmentProblem.TooManyAttachments)];
    }

    /// <summary>Teams repeats the text as HTML.</summary>
    private static bool IsTwin(JsonElement attachment) => TypeOf(attachment) is { } type && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) && TextIn(attachment, "contentUrl") is null;

    private static string? TypeOf(JsonElement attachment) => TextIn(attachment, "contentType", LongestName);

    /// <param name="isRead">False: only its name counts.</param>
    private IncomingFile? File(JsonElement attachment, bool isRead)
    {
        var type = TypeOf(attachment) ?? "application/octet-stream";
        var name = TextIn(attachment, "name", 4_096);
        if (type.Equals(TeamsFile, StringComparison.OrdinalIgnoreCase))
            return At(name, "application/octet-stream", attachment.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object ? TextIn(content, "downloadUrl") : null);
        // A link to where it lies, for those who may open it there: what an address gives whoever comes without a permit is a page about it.
        if (type.Equals(TeamsLink, StringComparison.OrdinalIgnoreCase))
            return new(FileNames.Clean(name), "application/octet-stream", null, null, AttachmentProblem.AddressRefused);
        if (ForwardedMessage.Is(type))
            return Forwarded(ForwardedMessage.ContentOf(attachment), isRead);
        var url = TextIn(attachment, "contentUrl");
        if (string.IsNullOrEmpty(url) && IsNoFile(type))
            return null;
        return url is not null && DataUri.Is(url) ? Within(name, type, TypeOf(attachment), isRead ? url : "data:,") : At(name, type, url);
    }

    /// <summary>Cards, and Teams' references to messages, meetings and tabs: the text says what there is to say.</summary>
    private static bool IsNoFile(string type) => type.StartsWith("application/vnd.microsoft.", StringComparison.OrdinalIgnoreCase) || s_references.Contains(type);

    private static IncomingFile At(string? name, string type, string? url)
    {
        if (string.IsNullOrEmpty(url))
            return new(FileNames.Clean(name), type, null, null, AttachmentProblem.DownloadFailed);
        return url.Length <= LongestAddress && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new(FileNames.Clean(name ?? address.LocalPath), type, null, address)
            : new(FileNames.Clean(name), type, null, null, AttachmentProblem.AddressRefused);
    }

    private IncomingFile Forwarded(string? html, bool isRead)
    {
        var bytes = html is null ? null : Encoding.UTF8.GetBytes(isRead ? html : "");
        return bytes is null ? new(ForwardedMessage.Name, "text/html", null, null, AttachmentProblem.Unsupported)
            : bytes.LongLength > perception.Value.MaxBytes ? new(ForwardedMessage.Name, "text/html", null, null, AttachmentProblem.TooLarge)
            : new(ForwardedMessage.Name, "text/html", bytes, null);
    }

    private IncomingFile Within(string? name, string type, string? declared, string dataUri)
    {
        try
        {
            var (found, bytes) = DataUri.Read(dataUri, perception.Value.MaxBytes);
            return new(FileNames.Clean(name), declared ?? found ?? type, bytes, null);
        }
        catch (Refusal refusal)
        {
            return new(FileNames.Clean(name), type, null, null, refusal.Status == 413 ? AttachmentProblem.TooLarge : AttachmentProblem.Damaged);
        }
    }
}
