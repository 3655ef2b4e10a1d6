using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Tables without lines: rows beneath each other whose segments stand in the same columns. Columns of running text are none.</summary>
internal static class AlignedTables
{
    private const double LargestRowGap = 3.2;
    private const double AlignedWithin = 3;
    private const int LongestCell = 200;

    /// <summary>Takes the rows of the tables out of <paramref name="rows"/>.</summary>
    public static List<PdfTable> Take(List<List<PdfSegment>> rows)
    {
        var tables = new List<PdfTable>();
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Count < 2)
                continue;
            var start = index > 0 && rows[index - 1].Count == 1 && AlignedRows.StandBeside(rows[index - 1], rows[index]) ? index - 1 : index;
            var (run, columns) = Run(rows, start, index);
            if (Table(run, columns) is not { } table)
                continue;
            tables.Add(table);
            rows.RemoveRange(start, run.Count);
            index = start - 1;
        }
        return tables;
    }

    /// <summary>The rows from a start that keep to the same columns.</summary>
    /// <param name="first">The first row with more than one segment.</param>
    private static (List<List<PdfSegment>> Rows, AlignedColumns Columns) Run(List<List<PdfSegment>> rows, int start, int first)
    {
        var run = rows[start..(first + 1)];
        var columns = new AlignedColumns(run[^1]);
        for (var index = first + 1; index < rows.Count; index++)
        {
            var (above, row) = (run[^1], rows[index]);
            if (row.Min(segment => segment.Box.Y0) - above.Max(segment => segment.Box.Y1) > LargestRowGap * above[0].Size)
                break;
            if (row.Count == 1 && (!(Continues(columns, row[0]) || (AlignedRows.StandBeside(above, row) && columns.Touched(row[0].Box).Columns == 0)) || Math.Abs(row[0].Size - above[0].Size) > .08 * above[0].Size))
                break;
            if (!columns.Take(row))
                break;
            run.Add(row);
        }
        while (run[^1].Count < 2 && run.Count > 1 && !AlignedRows.StandBeside(run[^2], run[^1]))
            run.RemoveAt(run.Count - 1);
        return (run, columns);
    }

    /// <summary>A lone segment is the rest of a wrapped cell, or the name of a group of rows, when it keeps to one column.</summary>
    private static bool Continues(AlignedColumns columns, PdfSegment segment) =>
        columns.Touched(segment.Box) is { Columns: 1 } touched && segment.Text.Length < LongestCell
        && Math.Min(Math.Abs(segment.Box.X0 - columns[touched.First].X0), Math.Abs(segment.Box.X1 - columns[touched.First].X1)) < AlignedWithin * 4;

    private static PdfTable? Table(List<List<PdfSegment>> run, AlignedColumns columns)
    {
        if (run.Count(row => row.Count > 1) < 2 || columns.Count < 2 || IsRunningText(run, columns) || !IsAligned(run, columns))
            return null;
        var cells = AlignedRows.Cells(run, columns);
        if (columns.Count == 2 && !ArePairs(cells))
            return null;
        return new(run.SelectMany(row => row).Select(segment => segment.Box).Aggregate((all, box) => all.Union(box)), cells);
    }

    /// <summary>Lines of a column of text are long and nearly all as wide as the column.</summary>
    private static bool IsRunningText(List<List<PdfSegment>> run, AlignedColumns columns) =>
        run.Count >= 3 && Enumerable.Range(0, columns.Count).Count(column => In(run, columns, column) is { Length: >= 3 } segments
            && segments.Average(segment => segment.Text.Length + segment.Text.Count(CleanText.IsWide)) > 24
            && segments.Average(segment => segment.Box.Width) > .7 * (columns[column].X1 - columns[column].X0)) >= 2;

    private static bool IsAligned(List<List<PdfSegment>> run, AlignedColumns columns) =>
        Enumerable.Range(0, columns.Count).Count(column => In(run, columns, column) is { Length: > 0 } segments && (Agree(segments, box => box.X0) || Agree(segments, box => box.X1) || Agree(segments, box => box.CenterX))) * 3 >= columns.Count * 2;

    private static bool Agree(PdfSegment[] segments, Func<Box, double> edge)
    {
        var edges = segments.Select(segment => edge(segment.Box)).Order().ToArray();
        var median = edges[edges.Length / 2];
        return edges.Count(x => Math.Abs(x - median) <= AlignedWithin) * 5 >= edges.Length * 3;
    }

    private static PdfSegment[] In(List<List<PdfSegment>> run, AlignedColumns columns, int column) =>
        [.. run.SelectMany(row => row).Where(segment => columns.Touched(segment.Box) is { Columns: 1 } touched && touched.First == column)];

    /// <summary>Two columns may as well be two addresses beside each other: they are a table when labels stand before values.</summary>
    private static bool ArePairs(List<GridCell> cells)
    {
        var (labels, values) = (cells.Where(cell => cell.Column == 0).ToArray(), cells.Where(cell => cell.Column == 1).ToArray());
        return values.Count(cell => CellValue.IsValue(cell.Text)) * 2 >= values.Length
            || labels.Count(cell => cell.Text[^1] is ':' or '：') * 2 >= labels.Length
            || (labels.Length > 1 && Array.TrueForAll(labels, cell => cell.Emphasised) && !Array.Exists(values, cell => cell.Emphasised))
            || (labels.Length > 2 && values.Length > 2 && labels[0].Emphasised && values[0].Emphasised && !Array.Exists(labels[1..], cell => cell.Emphasised));
    }
}
