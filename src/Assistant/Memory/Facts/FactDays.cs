using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts;

/// <summary>Values that are days: birthdays as MM-dd, or yyyy-MM-dd where the year was told; appointments and deadlines as yyyy-MM-dd.</summary>
internal static partial class FactDays
{
    /// <summary>What a bare correction says, as the attribute that it corrects writes it. A day takes the place of a day only; null where it cannot be meant.</summary>
    public static string? Fitting(string value, Statement corrected)
    {
        if (!Day().IsMatch(value))
            return value;
        if (corrected.Attribute != FactAttributes.Birthday)
            return corrected.Attribute.StartsWith(FactAttributes.Appointment, StringComparison.Ordinal) || corrected.Attribute.StartsWith(FactAttributes.Deadline, StringComparison.Ordinal) ? value : null;
        return corrected.Value.Length < value.Length ? value[5..] : value;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Day();
}
