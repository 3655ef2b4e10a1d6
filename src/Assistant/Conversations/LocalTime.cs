using System.Globalization;

namespace Assistant.Conversations;

/// <summary>The person's clock: the server's time in the zone or at the offset that the client named, or in the server's own.</summary>
internal static class LocalTime
{
    public static DateTimeOffset Of(DateTimeOffset utc, string? timeZone) =>
        timeZone is not { Length: > 0 and < 100 } ? utc.ToLocalTime()
        : OffsetOf(timeZone) is { } offset ? utc.ToOffset(offset)
        : TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(utc, zone)
        : utc.ToLocalTime();

    /// <summary>"UTC+05:30", which no system has a zone for; within the 14 hours that there are.</summary>
    private static TimeSpan? OffsetOf(string timeZone) =>
        timeZone.StartsWith("UTC", StringComparison.Ordinal) && timeZone.Length == 9 && timeZone[3] is '+' or '-' && TimeSpan.TryParseExact(timeZone[4..], @"hh\:mm", CultureInfo.InvariantCulture, out var hours) && hours <= TimeSpan.FromHours(14)
            ? timeZone[3] == '-' ? -hours : hours
            : null;
}
