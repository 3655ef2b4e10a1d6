using System.Text.RegularExpressions;
using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>A table laid out with spaces, tabs or bars in plain text: lines beside each other whose gaps stand at the same columns.</summary>
internal static partial class SpacedTable
{
    private const int FewestRows = 2;

    /// <summary>The table that starts at a line; null when none does.</summary>
    public static (List<GridCell> Cells, int Lines)? At(IReadOnlyList<TextLine> lines, int start)
    {
        var bars = lines[start].Text.Count(c => c == '|') >= 2;
        var rows = new List<(TextLine Line, (int Start, int End, string Text)[] Fields)>();
        var index = start;
        for (; index < lines.Count; index++)
        {
            if (IsRule(lines[index].Text) && rows.Count > 0)
                continue;
            var fields = Fields(lines[index], bars);
            if (fields.Length < 2 || (rows.Count > 0 && !StandsUnder(rows[^1].Fields, fields, bars)))
                break;
            rows.Add((lines[index], fields));
        }
        if (rows.Count < FewestRows)
            return null;
        var columns = Columns(rows.ConvertAll(row => row.Fields));
        var cells = new List<GridCell>();
        foreach (var (number, row) in rows.Index())
        {
            foreach (var (order, field) in row.Fields.Index())
            {
                var column = bars || row.Line.Text.Contains('\t') ? order : columns.FindIndex(c => c.Start < field.End && field.Start < c.End);
                cells.Add(new(number, Math.Max(column, 0), CleanText.Of(field.Text), new SourcePosition { Line = row.Line.Number }));
            }
        }
        return (Merged(cells), index - start);
    }

    private static List<GridCell> Merged(List<GridCell> cells) =>
        [.. cells.GroupBy(cell => (cell.Row, cell.Column)).Select(same => same.First() with { Text = string.Join(' ', same.Select(cell => cell.Text)) })];

    private static (int Start, int End, string Text)[] Fields(TextLine line, bool bars)
    {
        if (bars)
            return [.. BarField().Matches(line.Text.Trim().Trim('|') + "|").Select(m => (m.Index, m.Index + m.Length, m.Groups[1].Value.Trim()))];
        return [.. SpacedField().Matches(line.Text).Select(m => (m.Index, m.Index + m.Length, m.Value))];
    }

    private static bool StandsUnder((int Start, int End, string Text)[] above, (int Start, int End, string Text)[] below, bool bars) =>
        bars ? above.Length == below.Length : below.Count(field => Array.Exists(above, other => field.Start == other.Start || field.End == other.End)) * 2 >= Math.Min(above.Length, below.Length);

    /// <summary>Fields of all rows that overlap are one column.</summary>
    private static List<(int Start, int End)> Columns(List<(int Start, int End, string Text)[]> rows)
    {
        var columns = new List<(int Start, int End)>();
        foreach (var field in rows.SelectMany(row => row).OrderBy(field => field.Start))
        {
            if (columns.Count > 0 && field.Start < columns[^1].End)
                columns[^1] = (columns[^1].Start, Math.Max(columns[^1].End, field.End));
            else
                columns.Add((field.Start, field.End));
        }
        return columns;
    }

    private static bool IsRule(string text) => text.Length > 2 && text.All(c => c is '-' or '=' or '+' or '|' or ' ' or ':' or '_');

    [GeneratedRegex(@"(?<=^|\s{2,}|\t)\S+(?: \S+)*")]
    private static partial Regex SpacedField();

    [GeneratedRegex(@"([^|]*)\|")]
    private static partial Regex BarField();
}
