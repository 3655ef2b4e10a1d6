using System.Text.Json;
using System.Text.Unicode;
using Assistant.Channels.Activities;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Reads a posted activity's JSON, bounded in size, depth and number, and says what is wrong with it.</summary>
internal sealed class ActivityReader(IOptions<DirectLineOptions> options, IOptions<PerceptionOptions> perception)
{
    private const int Depth = 32;
    private const int LongestName = 256;
    private const int LongestData = 64 * 1024;

    /// <param name="json">UTF-8.</param>
    /// <param name="filesFollow">The activity is part of an upload: clients then list the files that come beside it as attachments without content, which say nothing new.</param>
    /// <exception cref="Refusal">400 or 413, saying why.</exception>
    public PostedActivity Read(ReadOnlyMemory<byte> json, bool filesFollow = false)
    {
        if (!Utf8.IsValid(json.Span))
            throw Refusal.BadArgument("The activity is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, filesFollow) : throw Refusal.BadArgument("The activity must be a JSON object.");
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument($"The activity is not valid JSON, or nested deeper than {Depth} levels.");
        }
        catch (InvalidOperationException)
        {
            throw Refusal.BadArgument("The activity holds text that is not valid Unicode.");
        }
    }

    private PostedActivity Read(JsonElement json, bool filesFollow)
    {
        var text = Text(json, "text", options.Value.MaxTextCharacters) ?? "";
        var channelData = Raw(json, "channelData");
        var client = ClientInfo.Of(json);
        return new PostedActivity
        {
            Type = Text(json, "type", LongestName) is { Length: > 0 } type ? type : throw Refusal.BadArgument("The activity has no type."),
            Name = Text(json, "name", LongestName),
            ClientId = ClientId(json),
            ReplyToId = json.TryGetProperty("replyToId", out var answered) && answered.ValueKind == JsonValueKind.String ? answered.GetString() : null,
            From = From(json),
            Text = text,
            Locale = Text(json, "locale", LongestName) ?? client.Locale,
            TimeZone = Text(json, "localTimezone", LongestName) ?? client.TimeZone,
            Value = Raw(json, "value"),
            ChannelData = channelData,
            Files = Files(json, filesFollow),
        };
    }

    /// <summary>Web Chat and our page name each message in channelData; others may repeat the activity's own id.</summary>
    private static string? ClientId(JsonElement json) =>
        (json.TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "clientActivityID", LongestName) ?? Text(data, "clientActivityId", LongestName) : null)
        ?? Text(json, "id", LongestName) switch { { Length: > 0 } id => id, _ => null };

    private static Participant? From(JsonElement json) =>
        json.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.Object && Text(from, "id", LongestName) is { Length: > 0 } id ? new(id, Text(from, "name", LongestName)) : null;

    private PostedFile[] Files(JsonElement json, bool filesFollow)
    {
        if (!json.TryGetProperty("attachments", out var attachments) || attachments.ValueKind == JsonValueKind.Null)
            return [];
        if (attachments.ValueKind != JsonValueKind.Array)
            throw Refusal.BadArgument("attachments must be an array.");
        TooMany(attachments.GetArrayLength(), perception.Value.MaxAttachments);
        return [.. attachments.EnumerateArray().Where(each => !filesFollow || !IsEmpty(each)).Select(File)];
    }

    internal static void TooMany(int count, int most)
    {
        if (count > most)
            throw new Refusal(400, "TooManyAttachments", $"The message has {count} attachments; at most {most} are accepted. Send the others in further messages.");
    }

    private static bool IsEmpty(JsonElement json) => json.ValueKind == JsonValueKind.Object && IsAbsent(json, "contentUrl") && IsAbsent(json, "content");

    private static bool IsAbsent(JsonElement json, string name) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private PostedFile File(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refusal.BadArgument("An attachment must be an object.");
        var declared = Text(json, "contentType", LongestName);
        var name = Text(json, "name", 4_096);
        var url = Text(json, "contentUrl", int.MaxValue);
        if (url is { Length: > 0 } && DataUri.Is(url))
        {
            var (type, bytes) = DataUri.Read(url, perception.Value.MaxBytes);
            return new(FileNames.Clean(name), declared ?? type ?? "application/octet-stream", () => new MemoryStream(bytes, writable: false));
        }
        if (url is { Length: > 0 })
        {
            return url.Length < 4_096 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? new(FileNames.Clean(name ?? address.LocalPath), declared ?? "application/octet-stream", null, address)
                : throw Refusal.BadArgument("An attachment's contentUrl must be a data URI or an http or https address.");
        }
        if (!json.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
            throw Refusal.BadArgument("An attachment has neither contentUrl nor content.");
        var inline = System.Text.Encoding.UTF8.GetBytes(content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText());
        return new(FileNames.Clean(name, content.ValueKind == JsonValueKind.String ? "text.txt" : "content.json"), declared ?? "text/plain", () => new MemoryStream(inline, writable: false));
    }

    private static string? Text(JsonElement json, string name, int longest)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw Refusal.BadArgument($"{name} must be a string.");
        var text = value.GetString()!;
        return text.Length <= longest ? text : throw Refusal.TooLarge(name, longest, "characters");
    }

    private static string? Raw(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var text = value.GetRawText();
        return text.Length <= LongestData ? text : throw Refusal.TooLarge(name, LongestData, "characters");
    }
}
