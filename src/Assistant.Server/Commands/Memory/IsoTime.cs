using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Server.Commands.Memory;

/// <summary>Times as commands of the memory read them: ISO 8601, in UTC where no offset is given.</summary>
internal static partial class IsoTime
{
    private const string Day = "yyyy-MM-dd";

    // Of the other forms that .NET reads some are another day elsewhere ("05/07/2023"), or none at all ("10:30").
    /// <summary>Null when it is none; a day is its beginning.</summary>
    public static DateTimeOffset? Read(string written) =>
        IsoDate().IsMatch(written) && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>As above, but a day without a time is its end: what was said on it was known.</summary>
    public static DateTimeOffset? ReadAsOf(string written) =>
        Read(written) is { } at ? DateOnly.TryParseExact(written.Trim(), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? at.AddDays(1).AddMilliseconds(-1) : at : null;

    [GeneratedRegex(@"^\s*\d{4}-\d{2}-\d{2}(?:[T ]|\s*$)")]
    private static partial Regex IsoDate();
}
