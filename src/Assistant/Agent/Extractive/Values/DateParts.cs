using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Values;

/// <summary>Takes the day out of a written date.</summary>
internal static partial class DateParts
{
    /// <summary>Digits of the day of the month; empty when the date names none.</summary>
    public static string Day(string date)
    {
        var match = Pattern().Match(date);
        return match.Success ? match.Groups["day"].Value.TrimStart('0') : "";
    }

    [GeneratedRegex(@"月\s?(?<day>\d{1,2})|(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:of\s)?[A-Za-z]{3}|[A-Za-z]{3,9}\.?\s(?<day>\d{1,2})(?!\d)|\d{4}-\d{1,2}-(?<day>\d{1,2})|^(?<day>\d{1,2})(?=[/.])")]
    private static partial Regex Pattern();
}
