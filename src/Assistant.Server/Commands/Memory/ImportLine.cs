using System.Text.Json;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Server.Commands.Memory;

/// <summary>
/// A line {"id","time","speaker","text","conversation","source"?} of an import. Source is whose words they are (user, assistant, document, picture, recording, tool, otherPerson), as an export writes it;
/// without one the lines of the person, or of nobody named, are their words.
/// </summary>
internal static class ImportLine
{
    private const int LongestId = 1000;
    private const string User = "user";

    // Clocks differ a little.
    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(5);

    /// <summary>What is published has a command of its own.</summary>
    private static readonly Dictionary<string, UtteranceSource> s_sources = Enum.GetValues<UtteranceSource>().Where(source => source != UtteranceSource.Published)
        .ToDictionary(source => JsonNamingPolicy.CamelCase.ConvertName($"{source}"), StringComparer.OrdinalIgnoreCase);

    /// <summary>The episode, or why the line is none.</summary>
    /// <param name="person">The id of whose memory it is.</param>
    public static (Episode? Episode, string? Reason) Read(string line, string person, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (null, "not a JSON object");
            return Read(json.RootElement, person, now);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, "not JSON");
        }
    }

    private static (Episode? Episode, string? Reason) Read(JsonElement json, string person, DateTimeOffset now)
    {
        if (Text(json, "id") is not { Length: > 0 } id)
            return (null, "\"id\" is missing");
        if (id.Length > LongestId)
            return (null, $"\"id\" is longer than {LongestId} characters");
        if (Text(json, "text") is not { } text || string.IsNullOrWhiteSpace(text))
            return (null, "\"text\" is missing or empty");
        if (Text(json, "time") is not { } written)
            return (null, "\"time\" is missing");
        if (IsoTime.Read(written) is not { } at)
            return (null, "\"time\" is not an ISO 8601 time");
        if (at > now + s_ahead)
            return (null, "\"time\" lies in the future");
        var (speaker, source) = (Text(json, "speaker") ?? "", UtteranceSource.User);
        if (Text(json, "source") is { } named && !s_sources.TryGetValue(named, out source))
            return (null, $"\"source\" is none of {string.Join(", ", s_sources.Keys)}");
        // What another says is not the person's, whatever the line calls it.
        if (source == UtteranceSource.User && !IsTheirs(speaker, person))
            source = UtteranceSource.OtherPerson;
        return (new(id, at, speaker, Text(json, "conversation") ?? "", text, source), null);
    }

    private static bool IsTheirs(string speaker, string person) =>
        speaker.Length == 0 || speaker.Equals(User, StringComparison.OrdinalIgnoreCase) || speaker.Equals(person, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;
}
