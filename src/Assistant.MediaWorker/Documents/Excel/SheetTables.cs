using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>Finds the tables of a sheet: stretches of rows without an empty one between, cut at empty columns. A lone cell above is the title, one beneath a remark.</summary>
internal sealed class SheetTables(DocumentFile file, string sheet)
{
    private const int MostCells = 200_000;
    private string? _title;

    public IEnumerable<DocumentPart> Of(IEnumerable<List<ShownCell>> rows)
    {
        foreach (var region in Regions(rows).SelectMany(Columns))
        {
            foreach (var part in Region(region))
                yield return part;
        }
    }

    private static IEnumerable<List<List<ShownCell>>> Regions(IEnumerable<List<ShownCell>> rows)
    {
        var region = new List<List<ShownCell>>();
        var (last, cells) = (0, 0);
        foreach (var row in rows)
        {
            if (region.Count > 0 && row[0].Range.Row > last + 1 && !Continues(region, row, last))
            {
                yield return region;
                region = [];
            }
            region.Add(row);
            last = Math.Max(last, row.Max(cell => cell.Range.LastRow));
            cells += row.Count;
            if (cells > MostCells)
                break;
        }
        if (region.Count > 0)
            yield return region;
    }

    /// <summary>One empty row does not end a table when the row beneath it has values in the same columns, as a total has.</summary>
    private static bool Continues(List<List<ShownCell>> region, List<ShownCell> row, int last)
    {
        var above = region[^1];
        return row[0].Range.Row == last + 2 && above.Count >= 3 && row.Count >= 2 && row.Exists(cell => CellValue.IsValue(cell.Text))
            && row.TrueForAll(cell => above.Exists(other => other.Range.Column == cell.Range.Column))
            && row.Where(cell => CellValue.IsValue(cell.Text)).All(cell => above.Exists(other => other.Range.Column == cell.Range.Column && CellValue.IsValue(other.Text)));
    }

    /// <summary>Tables beside each other, with an empty column between.</summary>
    private static IEnumerable<List<List<ShownCell>>> Columns(List<List<ShownCell>> region)
    {
        var titles = region.TakeWhile(row => row.Count == 1).Count();
        var body = region.Skip(titles).SelectMany(row => row).ToList();
        var used = body.SelectMany(cell => Enumerable.Range(cell.Range.Column, Math.Min(cell.Range.ColumnSpan, 1_000))).ToHashSet();
        var starts = used.Where(column => !used.Contains(column - 1)).Order().ToArray();
        if (starts.Length < 2 || Array.Exists(starts, start => body.Where(cell => StartOf(starts, cell) == start).Select(cell => cell.Range.Row).Distinct().Count() < 2))
        {
            yield return region;
            yield break;
        }
        foreach (var start in starts)
        {
            yield return
            [
                .. region.Take(titles).Where(row => StartOf(starts, row[0]) == start),
                .. region.Skip(titles).Select(row => row.Where(cell => StartOf(starts, cell) == start).ToList()).Where(row => row.Count > 0),
            ];
        }
    }

    private static int StartOf(int[] starts, ShownCell cell) => starts.LastOrDefault(start => start <= cell.Range.Column, starts[0]);

    private IEnumerable<DocumentPart> Region(List<List<ShownCell>> rows)
    {
        if (rows.TrueForAll(row => row.Count == 1))
        {
            foreach (var row in rows)
            {
                _title = rows.Count == 1 && row[0].Emphasised ? row[0].Text : _title;
                yield return rows.Count == 1 && row[0].Emphasised ? TextParts.Heading(row[0].Text, 2, At(row[0])) : TextParts.Paragraph(row[0].Text, At(row[0]));
            }
            yield break;
        }
        var first = rows.TakeWhile(row => row.Count == 1).Count();
        var remarks = rows.AsEnumerable().Reverse().TakeWhile(row => row.Count == 1 && row[0].Range.Column == rows.Min(r => r[0].Range.Column) && !CellValue.IsValue(row[0].Text)).Count();
        foreach (var row in rows.Take(first))
        {
            _title = row[0].Text;
            yield return TextParts.Heading(row[0].Text, 2, At(row[0]));
        }
        foreach (var part in TableParts.Of(file, Cells(rows[first..^remarks])))
            yield return part;
        foreach (var row in rows.TakeLast(remarks))
            yield return TextParts.Paragraph(row[0].Text, At(row[0]));
    }

    private List<GridCell> Cells(List<List<ShownCell>> rows)
    {
        var top = rows[0][0].Range.Row;
        var left = rows.Min(row => row.Min(cell => cell.Range.Column));
        return [.. rows.SelectMany(row => row).Select(cell => new GridCell(cell.Range.Row - top, cell.Range.Column - left, cell.Text, At(cell), cell.Range.RowSpan, cell.Range.ColumnSpan, null, cell.Emphasised))];
    }

    private SourcePosition At(ShownCell cell) => new() { Sheet = sheet, Cell = cell.Range.ToString(), Row = cell.Range.Row, Heading = _title };
}
