
namespace Assistant.MediaWorker.Documents.Tables;

/// <summary>Makes a table's cells into evidence, with its header found when the format does not name one.</summary>
internal static class TableParts
{
    public static IEnumerable<TextPart> Of(DocumentFile file, IReadOnlyList<GridCell> cells)
    {
        if (cells.Count == 0)
            yield break;
        var columns = cells.Max(cell => cell.Column + cell.ColumnSpan);
        var headerRows = cells.Any(cell => cell.Header is not null) ? 0 : TableHeader.Rows(cells, columns);
        var table = file.NextTable();
        foreach (var cell in cells.OrderBy(cell => cell.Row).ThenBy(cell => cell.Column))
        {
            if (cell.Text.Length > 0)
                yield return Part(cell, table, cell.Header ?? cell.Row < headerRows);
        }
    }

    public static TextPart Part(GridCell cell, int table, bool header) =>
        new(new EvidenceBlock(cell.Text, cell.Position, BlockRole.Cell, cell.Confidence)
        {
            Cell = new(table, cell.Row, cell.Column, cell.RowSpan, cell.ColumnSpan, header),
        });
}
