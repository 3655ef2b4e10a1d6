using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Tables without lines: rows beneath each other whose segments stand in the same columns. Columns of running text are none.</summary>
internal static class AlignedTables
{
    private const double LargestRowGap = 3.2;
    private const double NarrowestGap = .8;
    private const double AlignedWithin = 3;
    private const int LongestCell = 200;

    /// <summary>Takes the rows of the tables out of <paramref name="rows"/>.</summary>
    public static List<PdfTable> Take(List<List<PdfSegment>> rows)
    {
        var tables = new List<PdfTable>();
        for (var start = 0; start < rows.Count; start++)
        {
            if (rows[start].Count < 2)
                continue;
            var run = Run(rows, start);
            if (Table(run) is not { } table)
                continue;
            tables.Add(table);
            rows.RemoveRange(start, run.Count);
            start--;
        }
        return tables;
    }

    /// <summary>The rows from a start for which at least two columns stay apart.</summary>
    private static List<List<PdfSegment>> Run(List<List<PdfSegment>> rows, int start)
    {
        var run = new List<List<PdfSegment>> { rows[start] };
        var columns = Columns(run);
        for (var index = start + 1; index < rows.Count; index++)
        {
            var (above, row) = (run[^1], rows[index]);
            if (row.Min(segment => segment.Box.Y0) - above.Max(segment => segment.Box.Y1) > LargestRowGap * above[0].Size)
                break;
            if (row.Count == 1 && !Continues(columns, row[0]))
                break;
            var next = Columns([.. run, row]);
            if (next.Count < 2 || next.Count < columns.Count - 1)
                break;
            run.Add(row);
            columns = next;
        }
        while (run[^1].Count < 2)
            run.RemoveAt(run.Count - 1);
        return run;
    }

    /// <summary>A lone segment is the rest of a wrapped cell, or the name of a group of rows, when it keeps to one column.</summary>
    private static bool Continues(List<(double X0, double X1)> columns, PdfSegment segment)
    {
        var touched = columns.FindAll(column => segment.Box.X0 < column.X1 && column.X0 < segment.Box.X1);
        return touched.Count == 1 && segment.Text.Length < LongestCell && Math.Min(Math.Abs(segment.Box.X0 - touched[0].X0), Math.Abs(segment.Box.X1 - touched[0].X1)) < AlignedWithin * 4;
    }

    private static List<(double X0, double X1)> Columns(List<List<PdfSegment>> rows)
    {
        var columns = new List<(double X0, double X1)>();
        foreach (var segment in rows.Where(row => row.Count > 1).SelectMany(row => row).OrderBy(segment => segment.Box.X0))
        {
            if (columns.Count > 0 && segment.Box.X0 - columns[^1].X1 < NarrowestGap * segment.Size)
                columns[^1] = (columns[^1].X0, Math.Max(columns[^1].X1, segment.Box.X1));
            else
                columns.Add((segment.Box.X0, segment.Box.X1));
        }
        return columns;
    }

    private static PdfTable? Table(List<List<PdfSegment>> run)
    {
        var columns = Columns(run);
        var full = run.Count(row => row.Count > 1);
        if (full < 2 || columns.Count < 2 || IsRunningText(run, columns) || !IsAligned(run, columns))
            return null;
        var cells = Cells(run, columns);
        if (columns.Count == 2 && !ArePairs(cells))
            return null;
        return new(run.SelectMany(row => row).Select(segment => segment.Box).Aggregate((all, box) => all.Union(box)), cells);
    }

    /// <summary>Lines of a column of text are long and nearly all as wide as the column.</summary>
    private static bool IsRunningText(List<List<PdfSegment>> run, List<(double X0, double X1)> columns) =>
        run.Count >= 3 && columns.Count(column => In(run, column) is { Length: >= 3 } segments
            && segments.Average(segment => segment.Text.Length + segment.Text.Count(CleanText.IsWide)) > 24
            && segments.Average(segment => segment.Box.Width) > .7 * (column.X1 - column.X0)) >= 2;

    private static bool IsAligned(List<List<PdfSegment>> run, List<(double X0, double X1)> columns) =>
        columns.Count(column => In(run, column) is { Length: > 0 } segments && (Agree(segments, box => box.X0) || Agree(segments, box => box.X1) || Agree(segments, box => box.CenterX))) * 3 >= columns.Count * 2;

    private static bool Agree(PdfSegment[] segments, Func<Box, double> edge)
    {
        var edges = segments.Select(segment => edge(segment.Box)).Order().ToArray();
        var median = edges[edges.Length / 2];
        return edges.Count(x => Math.Abs(x - median) <= AlignedWithin) * 5 >= edges.Length * 3;
    }

    private static PdfSegment[] In(List<List<PdfSegment>> run, (double X0, double X1) column) =>
        [.. run.SelectMany(row => row).Where(segment => segment.Box.CenterX >= column.X0 && segment.Box.CenterX <= column.X1)];

    /// <summary>Two columns may as well be two addresses beside each other: they are a table when labels stand before values.</summary>
    private static bool ArePairs(List<GridCell> cells)
    {
        var (labels, values) = (cells.Where(cell => cell.Column == 0).ToArray(), cells.Where(cell => cell.Column == 1).ToArray());
        return values.Count(cell => CellValue.IsValue(cell.Text)) * 2 >= values.Length
            || labels.Count(cell => cell.Text[^1] is ':' or '：') * 2 >= labels.Length
            || (labels.Length > 1 && Array.TrueForAll(labels, cell => cell.Emphasised) && !Array.Exists(values, cell => cell.Emphasised))
            || (labels.Length > 2 && values.Length > 2 && labels[0].Emphasised && values[0].Emphasised && !Array.Exists(labels[1..], cell => cell.Emphasised));
    }

    private static List<GridCell> Cells(List<List<PdfSegment>> run, List<(double X0, double X1)> columns)
    {
        var cells = new List<GridCell>();
        var number = -1;
        foreach (var (index, row) in run.Index())
        {
            var wrapped = row.Count == 1 && index > 0 && cells.FindLastIndex(cell => cell.Row == number && cell.Column == ColumnOf(columns, row[0])) is >= 0 and var above
                && (above > 0 && cells[above].Column > 0 || row[0].Box.Y0 - run[index - 1].Max(segment => segment.Box.Y1) < row[0].Size * .5) ? above : -1;
            if (wrapped >= 0)
            {
                var cell = cells[wrapped];
                cells[wrapped] = cell with { Text = CleanText.Join(cell.Text, row[0].Text), Position = new SourcePosition { Box = cell.Position.Box!.Value.Union(row[0].Box) } };
                continue;
            }
            number++;
            foreach (var group in row.GroupBy(segment => ColumnOf(columns, segment)))
            {
                var segment = group.Aggregate((all, more) => all.With(more));
                cells.Add(new(number, group.Key, segment.Text, new SourcePosition { Box = segment.Box }, 1, 1, null, segment.Bold));
            }
        }
        return cells;
    }

    private static int ColumnOf(List<(double X0, double X1)> columns, PdfSegment segment) =>
        columns.FindIndex(column => segment.Box.X0 < column.X1 && column.X0 < segment.Box.X1) is >= 0 and var index ? index : 0;
}
