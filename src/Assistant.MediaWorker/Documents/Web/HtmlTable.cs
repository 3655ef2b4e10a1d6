using AngleSharp.Dom;
using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Web;

/// <summary>A table's cells with their spans placed as a browser places them.</summary>
internal static class HtmlTable
{
    private const int WidestSpan = 1_000;
    private const int LongestDefinition = 200;

    public static List<GridCell> Cells(IElement table, SourcePosition place)
    {
        var cells = new List<GridCell>();
        var taken = new HashSet<(int Row, int Column)>();
        var named = table.QuerySelector("th") is not null;
        foreach (var (row, element) in table.QuerySelectorAll("tr").Where(row => !HtmlElements.IsSkipped(row)).Index())
        {
            var column = 0;
            foreach (var cell in element.Children.Where(child => child.LocalName is "td" or "th"))
            {
                while (taken.Contains((row, column)))
                    column++;
                var (rows, columns) = (Span(cell, "rowspan"), Span(cell, "colspan"));
                for (var r = 0; r < rows && rows * columns <= WidestSpan; r++)
                {
                    for (var c = 0; c < columns; c++)
                        taken.Add((row + r, column + c));
                }
                cells.Add(new(row, column, Text(cell), place, rows, columns, named ? cell.LocalName == "th" : null, IsBold(cell)));
                column += columns;
            }
        }
        return cells;
    }

    /// <summary>A list of terms as label and value; none when its descriptions are whole texts.</summary>
    public static List<GridCell> Definitions(IElement list, SourcePosition place)
    {
        var cells = new List<GridCell>();
        var row = -1;
        foreach (var item in list.QuerySelectorAll("dt, dd"))
        {
            var text = Text(item);
            if (item.LocalName == "dt")
                cells.Add(new(++row, 0, text, place, Header: false));
            else if (text.Length > LongestDefinition || row < 0)
                return [];
            else if (cells[^1].Column == 1)
                cells[^1] = cells[^1] with { Text = $"{cells[^1].Text}\n{text}" };
            else
                cells.Add(new(row, 1, text, place, Header: false));
        }
        return cells;
    }

    private static string Text(IElement cell)
    {
        foreach (var line in cell.QuerySelectorAll("br").ToArray())
            line.Replace(line.Owner!.CreateTextNode("\u2028"));
        foreach (var hidden in cell.QuerySelectorAll("*").Where(HtmlElements.IsSkipped).ToArray())
            hidden.Remove();
        return CleanText.Of(CleanText.Of(cell.TextContent.Replace('\n', ' ').Replace('\u2028', '\n'), keepLines: true), keepLines: true);
    }

    private static int Span(IElement cell, string name) => int.TryParse(cell.GetAttribute(name), out var span) ? Math.Clamp(span, 1, WidestSpan) : 1;

    private static bool IsBold(IElement cell) => cell.Children.Length == 1 && cell.Children[0].LocalName is "b" or "strong" && cell.Children[0].TextContent.Trim() == cell.TextContent.Trim();
}
