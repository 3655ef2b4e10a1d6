using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Values;

/// <summary>Reads the dates of a document: "03/04/2027" as its others are written, where one of them can only be read one way ("03/14/2027").</summary>
/// <param name="written">All dates of the document, as they stand there.</param>
internal sealed partial class DocumentDates(IEnumerable<string> written)
{
    private readonly Lazy<bool?> _monthFirst = new(() => written.Select(MonthFirst).OfType<bool>().Distinct().Take(2).ToList() is [var only] ? only : null);

    /// <summary>Null when the text is not one date. Ambiguous where nothing tells: it is read with the day first.</summary>
    public DateReading? Read(string text, DateTimeOffset now)
    {
        var read = DateText.Read(text.Trim(), now);
        return read is not { Ambiguous: true, Date: var date } ? read : _monthFirst.Value switch
        {
            true => new(new DateOnly(date.Year, date.Day, date.Month)),
            false => read with { Ambiguous = false },
            null => read,
        };
    }

    private static bool? MonthFirst(string date)
    {
        if (Numeric().Match(date) is not { Success: true } match)
            return null;
        var (first, second) = (Number(match.Groups["a"]), Number(match.Groups["b"]));
        return first > 12 == second > 12 ? null : second > 12;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<a>\d{1,2})[/-](?<b>\d{1,2})[/-]\d{2,4}\s*$")]
    private static partial Regex Numeric();
}
