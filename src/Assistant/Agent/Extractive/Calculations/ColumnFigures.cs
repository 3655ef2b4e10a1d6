using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Reads the cells of a column as amounts: negative ones as accounts write them, and "1.200" as the column's other cells say that it is meant ("999,00").</summary>
internal static partial class ColumnFigures
{
    public static IReadOnlyList<Figure> Of(IEnumerable<(int Row, GridCell Cell)> cells, CancellationToken cancellationToken)
    {
        var read = new List<CellAmount>();
        foreach (var (row, cell) in cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(row, cell) is { } amount)
                read.Add(amount);
        }
        var mark = DecimalMarks.Agreed(read.Select(amount => amount.Value.Mark));
        return [.. read.Select(amount => amount.As(mark))];
    }

    private static CellAmount? Read(int row, GridCell cell)
    {
        var (text, isNegative) = WithoutSign(cell.Text.Trim());
        return Find(text, DecimalMark.Open) is { } value && value.Length * 2 >= text.Length ? new(row, cell, text, isNegative, value) : null;
    }

    private static Value? Find(string text, DecimalMark mark) =>
        ValueFinder.Find(text, mark).Find(v => v.Amount is not null && v.Kind is ValueKind.Money or ValueKind.Number or ValueKind.Percent or ValueKind.Quantity or ValueKind.Duration);

    private static (string Text, bool IsNegative) WithoutSign(string cell)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[Bracketed(), SignBefore(), SignBehind()])
        {
            if (pattern.Match(cell) is { Success: true } match)
                return ($"{match.Groups["before"].Value}{match.Groups["inside"].Value}{match.Groups["behind"].Value}", true);
        }
        return (cell, false);
    }

    private sealed record CellAmount(int Row, GridCell Cell, string Text, bool IsNegative, Value Value)
    {
        public Figure As(DecimalMark mark)
        {
            var value = mark == DecimalMark.Comma && Value.Mark == DecimalMark.Open ? Find(Text, mark) ?? Value : Value;
            return new(Row, Cell, IsNegative ? -Math.Abs(value.Amount!.Value) : value.Amount!.Value, FigureUnit.Of(value));
        }
    }

    private const string Currency = @"(?:" + ValueFinder.Currency + @"\s?)?";

    [GeneratedRegex(@"^(?<before>" + Currency + @")\(\s?(?<inside>[^()]*\d[^()]*?)\s?\)(?<behind>\s?(?:" + ValueFinder.Currency + @"|%)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^(?<before>" + Currency + @")[-−–]\s?(?<inside>" + Currency + @"\d.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SignBefore();

    /// <summary>Not "500.-", which is a price without cents.</summary>
    [GeneratedRegex(@"^(?<inside>.*\d)\s?[-−](?<behind>\s?" + Currency + @")$", RegexOptions.IgnoreCase)]
    private static partial Regex SignBehind();
}
