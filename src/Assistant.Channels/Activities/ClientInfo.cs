using System.Globalization;
using System.Text.Json;

namespace Assistant.Channels.Activities;

/// <summary>
/// What a client says of its surroundings in an entity {"type":"clientInfo","locale","country","timezone","platform"}, as Teams' do: it stands in where the activity has no locale or localTimezone of its own. Where neither names a time zone, the offset of localTimestamp does.
/// What is malformed is passed over, as is the platform.
/// </summary>
/// <param name="Locale">With the country where the client's names none: "en" in "GB" is "en-GB".</param>
/// <param name="TimeZone">IANA name; of an offset one like "Etc/GMT-8", eight hours east.</param>
internal readonly record struct ClientInfo(string? Locale, string? TimeZone)
{
    private const int MostEntities = 1_000;
    private const int Longest = 100;

    public static ClientInfo Of(JsonElement activity)
    {
        var byOffset = new ClientInfo(null, ZoneOf(Text(activity, "localTimestamp")));
        if (!activity.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array)
            return byOffset;
        foreach (var entity in entities.EnumerateArray().Take(MostEntities))
            if (entity.ValueKind == JsonValueKind.Object && string.Equals(Text(entity, "type"), "clientInfo", StringComparison.OrdinalIgnoreCase))
                return new(LocaleOf(Text(entity, "locale"), Text(entity, "country")), Text(entity, "timezone") ?? byOffset.TimeZone);
        return byOffset;
    }

    private static string? LocaleOf(string? locale, string? country) =>
        locale is not null && !locale.Contains('-', StringComparison.Ordinal) && country is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second) ? $"{locale}-{country.ToUpperInvariant()}" : locale;

    /// <summary>Null for an offset of broken hours, which no zone stands for by itself, and for a time of UTC, as clients write that know no other.</summary>
    private static string? ZoneOf(string? timestamp) =>
        timestamp is not null && !timestamp.EndsWith('Z') && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, out var at) && at.Offset is { Minutes: 0, Hours: >= -12 and <= 14 and var hours }
            ? string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(hours > 0 ? "-" : "+")}{Math.Abs(hours)}")
            : null;

    private static string? Text(JsonElement entity, string name) =>
        entity.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}
