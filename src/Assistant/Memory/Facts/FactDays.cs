using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts;

/// <summary>Values that are days: birthdays as MM-dd, or yyyy-MM-dd where the year was told; appointments and deadlines as yyyy-MM-dd.</summary>
internal static partial class FactDays
{
    /// <summary>Words that are nothing but a day, as yyyy-MM-dd; null for others.</summary>
    public static string? Of(string words, DateTimeOffset saidAt)
    {
        var (when, rest) = TimeWords.Find(words, saidAt, ahead: true);
        return when.At is { } at && when.AtEnd - at <= TimeSpan.FromDays(1) && rest.Trim().Length == 0 ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>What a bare correction says, as the attribute that it corrects writes it. A day takes the place of a day only; null where it cannot be meant.</summary>
    /// <param name="attribute">Of what is corrected.</param>
    /// <param name="wrong">Its value until then.</param>
    public static string? Fitting(string value, string attribute, string wrong)
    {
        if (!Day().IsMatch(value))
            return value;
        if (attribute != FactAttributes.Birthday)
            return attribute.StartsWith(FactAttributes.Appointment, StringComparison.Ordinal) || attribute.StartsWith(FactAttributes.Deadline, StringComparison.Ordinal) ? value : null;
        return wrong.Length < value.Length ? value[5..] : value;
    }

    /// <summary>The value of something that is a day.</summary>
    public static bool IsDay(string value) => Day().IsMatch(value) || DayOfYear().IsMatch(value);

    [GeneratedRegex(@"^\d{2}-\d{2}$")]
    private static partial Regex DayOfYear();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Day();
}
