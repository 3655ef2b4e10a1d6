using System.Globalization;
using System.Text.Json;

namespace Assistant.Channels.Activities;

/// <summary>
/// What a client says of its surroundings in an entity {"type":"clientInfo","locale","country","timezone","platform"}, as Teams' do: it stands in where the activity has no locale or localTimezone of its own. Where neither names a time zone, the offset of localTimestamp does.
/// What is malformed is passed over, as is the platform.
/// </summary>
/// <param name="Locale">With the country where the client's names none: "en" in "GB" is "en-GB".</param>
/// <param name="TimeZone">IANA name; of an offset one like "Etc/GMT-8", eight hours east, or "UTC+05:30".</param>
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

    /// <summary>Null for a time of UTC, as clients write that know no other.</summary>
    private static string? ZoneOf(string? timestamp) =>
        timestamp is null || timestamp.EndsWith('Z') || !DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, out var at) || at.Offset < TimeSpan.FromHours(-12) ? null
        : at.Offset.Minutes == 0 ? string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(at.Offset.Hours > 0 ? "-" : "+")}{Math.Abs(at.Offset.Hours)}")
        // No zone stands for broken hours by itself.
        : string.Create(CultureInfo.InvariantCulture, $"UTC{(at.Offset < TimeSpan.Zero ? "-" : "+")}{at.Offset:hh\\:mm}");

    private static string? Text(JsonElement entity, string name) =>
        entity.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}
