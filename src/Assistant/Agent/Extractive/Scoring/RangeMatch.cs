using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>An amount in the question finds the row of a table whose range holds it: 18 kg finds "5 to 20 kg", and of "up to 20" and "up to 50" the first.</summary>
internal static class RangeMatch
{
    private const double Found = 0.9;

    /// <param name="unit">What the question says.</param>
    public static double Of(QuestionUnit unit, Question question, Passage passage)
    {
        if (passage.Place is not { } place || !unit.Text.Any(char.IsAsciiDigit) || Amount(unit, question) is not { } amount)
            return 0;
        var (best, width) = (-1, decimal.MaxValue);
        for (var row = 0; row < place.Table.Rows.Count; row++)
        {
            if (Range(place.Table.Rows[row]) is { } range && range.Holds(amount) && (best < 0 || range.Width < width))
                (best, width) = (row, range.Width);
        }
        return best == place.Row ? Found : 0;
    }

    private static AmountRange? Range(GridRow row) => row.Cells.Take(2).OfType<GridCell>().Select(cell => AmountRange.Read(cell.Text)).FirstOrDefault(range => range is not null);

    private static decimal? Amount(QuestionUnit unit, Question question) =>
        question.Values.FirstOrDefault(v => v.Amount is not null && v.Kind is not (ValueKind.Date or ValueKind.Time or ValueKind.Code) && v.Text.Contains(unit.Text, StringComparison.OrdinalIgnoreCase))?.Amount;
}
