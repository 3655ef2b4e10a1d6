using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Memory.LongTerm;

namespace Assistant.Server.Commands.Memory;

/// <summary>A line {"id","time","speaker","text","conversation"} of an import.</summary>
internal static partial class ImportLine
{
    private const int LongestId = 1000;

    // Clocks differ a little.
    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(5);

    /// <summary>The episode, or why the line is none.</summary>
    public static (Episode? Episode, string? Reason) Read(string line, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (null, "not a JSON object");
            return Read(json.RootElement, now);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, "not JSON");
        }
    }

    private static (Episode? Episode, string? Reason) Read(JsonElement json, DateTimeOffset now)
    {
        if (Text(json, "id") is not { Length: > 0 } id)
            return (null, "\"id\" is missing");
        if (id.Length > LongestId)
            return (null, $"\"id\" is longer than {LongestId} characters");
        if (Text(json, "text") is not { } text || string.IsNullOrWhiteSpace(text))
            return (null, "\"text\" is missing or empty");
        if (Text(json, "time") is not { } written)
            return (null, "\"time\" is missing");
        // Of the other forms that .NET reads some are another day elsewhere ("05/07/2023"), or none at all ("10:30").
        if (!IsoDate().IsMatch(written) || !DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return (null, "\"time\" is not an ISO 8601 time");
        return at > now + s_ahead
            ? (null, "\"time\" lies in the future")
            : (new(id, at, Text(json, "speaker") ?? "", Text(json, "conversation") ?? "", text), null);
    }

    [GeneratedRegex(@"^\d{4}-?\d{2}-?\d{2}(?:[T ]|$)")]
    private static partial Regex IsoDate();

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;
}
