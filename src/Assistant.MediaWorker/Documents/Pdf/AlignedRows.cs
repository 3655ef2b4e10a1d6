using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Puts the lines of a table without ruling into its rows: wrapped cells become whole, cells at the middle of their neighbours join them.</summary>
internal static class AlignedRows
{
    /// <summary>The lines overlap in height, as those of cells at the middle of a row do.</summary>
    public static bool StandBeside(List<PdfSegment> above, List<PdfSegment> below) => Gap(above, below) < -.15 * below[0].Size;

    public static List<GridCell> Cells(List<List<PdfSegment>> run, AlignedColumns columns)
    {
        var cells = new List<GridCell>();
        var (number, ahead) = (-1, false);
        foreach (var (index, line) in run.Index())
        {
            var beside = index > 0 && StandBeside(run[index - 1], line);
            var leads = line.Count == 1 && index + 1 < run.Count && BelongsBelow(line, index > 0 ? run[index - 1] : null, run[index + 1], columns);
            var wraps = line.Count == 1 && index > 0 && !beside && !leads && IsWrapped(cells, number, run[index - 1], line, columns);
            if (!beside && !wraps && !ahead)
                number++;
            ahead = leads && !beside;
            foreach (var segment in line)
                Put(cells, number, segment, columns);
        }
        return cells;
    }

    /// <summary>The first line of a cell whose neighbours stand at its middle: the line beneath has nothing in its column, and is nearer.</summary>
    private static bool BelongsBelow(List<PdfSegment> line, List<PdfSegment>? above, List<PdfSegment> below, AlignedColumns columns)
    {
        if (StandBeside(line, below))
            return true;
        var column = columns.Touched(line[0].Box).First;
        return below.Count > 1 && !below.Exists(segment => columns.Touched(segment.Box).First == column) && above is not null && Gap(line, below) < Gap(above, line);
    }

    private static bool IsWrapped(List<GridCell> cells, int row, List<PdfSegment> above, List<PdfSegment> line, AlignedColumns columns)
    {
        var column = columns.Touched(line[0].Box).First;
        return cells.Exists(cell => cell.Row == row && cell.Column == column) && (column > 0 || Gap(above, line) < line[0].Size * .5);
    }

    private static void Put(List<GridCell> cells, int row, PdfSegment segment, AlignedColumns columns)
    {
        var place = columns.Touched(segment.Box);
        var known = cells.FindIndex(cell => cell.Row == row && cell.Column == place.First);
        if (known < 0)
            cells.Add(new(row, place.First, segment.Text, new SourcePosition { Box = segment.Box }, 1, Math.Max(place.Columns, 1), null, segment.Bold));
        else
            cells[known] = cells[known] with { Text = CleanText.Join(cells[known].Text, segment.Text), Position = new SourcePosition { Box = cells[known].Position.Box!.Value.Union(segment.Box) } };
    }

    private static double Gap(List<PdfSegment> above, List<PdfSegment> below) => below.Min(segment => segment.Box.Y0) - above.Max(segment => segment.Box.Y1);
}
