using System.Text.Json;

namespace Assistant.Channels.Activities;

/// <summary>
/// What a client says of its surroundings in an entity {"type":"clientInfo","locale","country","timezone","platform"}, as Teams' do: it stands in where the activity has no locale or localTimezone of its own.
/// What is malformed is passed over, as is the platform.
/// </summary>
/// <param name="Locale">With the country where the client's names none: "en" in "GB" is "en-GB".</param>
/// <param name="TimeZone">IANA name.</param>
internal readonly record struct ClientInfo(string? Locale, string? TimeZone)
{
    private const int MostEntities = 1_000;
    private const int Longest = 100;

    public static ClientInfo Of(JsonElement activity)
    {
        if (!activity.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array)
            return default;
        foreach (var entity in entities.EnumerateArray().Take(MostEntities))
            if (entity.ValueKind == JsonValueKind.Object && string.Equals(Text(entity, "type"), "clientInfo", StringComparison.OrdinalIgnoreCase))
                return new(LocaleOf(Text(entity, "locale"), Text(entity, "country")), Text(entity, "timezone"));
        return default;
    }

    private static string? LocaleOf(string? locale, string? country) =>
        locale is not null && !locale.Contains('-', StringComparison.Ordinal) && country is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second) ? $"{locale}-{country.ToUpperInvariant()}" : locale;

    private static string? Text(JsonElement entity, string name) =>
        entity.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}
