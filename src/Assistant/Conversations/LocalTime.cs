namespace Assistant.Conversations;

/// <summary>The person's clock: the server's time in the zone that the client named, or in the server's own.</summary>
internal static class LocalTime
{
    public static DateTimeOffset Of(DateTimeOffset utc, string? timeZone) =>
        timeZone is { Length: > 0 and < 100 } && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)
            ? TimeZoneInfo.ConvertTime(utc, zone)
            : utc.ToLocalTime();
}
