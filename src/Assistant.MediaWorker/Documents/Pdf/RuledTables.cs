using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Tables whose cells are drawn: every word goes into the cell that it stands in.</summary>
internal static class RuledTables
{
    private const double FewestFilled = .3;

    /// <summary>Takes the words of the tables out of <paramref name="words"/>.</summary>
    public static List<PdfTable> Take(PageRulings rulings, List<PdfWord> words)
    {
        var tables = new List<PdfTable>();
        foreach (var grid in RuledGrid.Of(rulings))
        {
            var inside = words.Where(word => Contains(grid.Box, word.Box)).ToList();
            var cells = Cells(grid, inside);
            if (inside.Count == 0 || cells.Select(cell => cell.Column).Distinct().Count() < 2 || cells.Count < 2 || cells.Count < FewestFilled * (grid.Xs.Count - 1) * (grid.Ys.Count - 1) * .5)
                continue;
            words.RemoveAll(inside.Contains);
            tables.Add(new(grid.Box, cells));
        }
        return tables;
    }

    private static List<GridCell> Cells(RuledGrid grid, List<PdfWord> words)
    {
        var places = grid.Cells().ToArray();
        var byPlace = words.GroupBy(word => Array.FindIndex(places, place => Contains(BoxOf(grid, place), word.Box))).Where(group => group.Key >= 0)
            .ToDictionary(group => group.Key, group => PageRows.Of([.. group]).ConvertAll(row => row.Aggregate((line, more) => line.With(more))));
        var shift = 0;
        var cells = new List<GridCell>();
        for (var row = 0; row < grid.Ys.Count - 1; row++)
        {
            var inRow = byPlace.Where(cell => places[cell.Key].Row == row).Select(cell => (Place: places[cell.Key], Lines: cell.Value)).ToList();
            var rows = inRow.TrueForAll(cell => cell.Place.Rows == 1) ? HiddenRows(inRow.ConvertAll(cell => cell.Lines)) : null;
            foreach (var (place, lines) in inRow)
            {
                foreach (var group in lines.GroupBy(line => rows?.FindLastIndex(y => line.Box.CenterY >= y) ?? 0))
                    cells.Add(Cell(row + shift + Math.Max(group.Key, 0), place, [.. group]));
            }
            shift += Math.Max((rows?.Count ?? 1) - 1, 0);
        }
        return cells;
    }

    private static GridCell Cell(int row, (int Row, int Column, int Rows, int Columns) place, List<PdfSegment> lines)
    {
        var box = lines.Select(line => line.Box).Aggregate((all, other) => all.Union(other));
        var text = lines.Select(line => line.Text).Aggregate(CleanText.Join);
        return new(row, place.Column, text, new SourcePosition { Box = box }, place.Rows, place.Columns, null, lines.TrueForAll(line => line.Bold));
    }

    /// <summary>Some tables draw only their columns: then lines at one height in most columns are the rows. Null when the drawn row is one.</summary>
    private static List<double>? HiddenRows(List<List<PdfSegment>> columns)
    {
        if (columns.Count < 2 || columns.Max(lines => lines.Count) < 3)
            return null;
        var heights = columns.MaxBy(lines => lines.Count)!;
        var filled = heights.Where(line => columns.Count(lines => lines.Exists(other => Math.Abs(other.Box.CenterY - line.Box.CenterY) < line.Size * .5)) * 3 >= columns.Count * 2).ToList();
        return filled.Count >= 3 && filled.Count * 3 >= heights.Count * 2 ? filled.ConvertAll(line => line.Box.Y0 - line.Size * .2) : null;
    }

    private static Box BoxOf(RuledGrid grid, (int Row, int Column, int Rows, int Columns) place) =>
        new(grid.Xs[place.Column], grid.Ys[place.Row], grid.Xs[place.Column + place.Columns], grid.Ys[place.Row + place.Rows]);

    private static bool Contains(Box area, Box word) =>
        word.CenterX >= area.X0 - 1 && word.CenterX <= area.X1 + 1 && word.CenterY >= area.Y0 - 1 && word.CenterY <= area.Y1 + 1;
}
