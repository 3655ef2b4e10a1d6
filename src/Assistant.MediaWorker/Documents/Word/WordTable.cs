using Assistant.MediaWorker.Documents.Tables;
using DocumentFormat.OpenXml.Wordprocessing;
using TableCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>A table's cells with their spans; a table of one column only frames text, and is none.</summary>
internal static class WordTable
{
    private const int WidestSpan = 200;

    /// <param name="text">The shown text of a cell.</param>
    public static List<GridCell> Cells(Table table, SourcePosition place, WordStyles styles, Func<TableCell, string> text)
    {
        var cells = new List<GridCell>();
        var rows = Rows(table);
        var named = rows.TakeWhile(IsHeader).Count();
        var open = new Dictionary<int, int>();
        foreach (var (index, row) in rows.Index())
        {
            var column = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
            foreach (var cell in CellsOf(row))
            {
                var span = Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, WidestSpan);
                var merge = cell.TableCellProperties?.VerticalMerge;
                if (merge is not null && merge.Val?.Value != MergedCellValues.Restart && open.TryGetValue(column, out var above))
                {
                    cells[above] = cells[above] with { RowSpan = index - cells[above].Row + 1 };
                }
                else
                {
                    open[column] = cells.Count;
                    bool? header = named > 0 && named < rows.Count ? index < named : null;
                    cells.Add(new(index, column, text(cell), place, 1, span, header, (index == 0 && styles.MarksFirstRow(table)) || IsBold(cell, styles)));
                }
                column += span;
            }
        }
        return cells;
    }

    public static bool IsFrame(Table table) => Rows(table).All(row => CellsOf(row).Count <= 1);

    public static IEnumerable<TableCell> AllCells(Table table) => Rows(table).SelectMany(CellsOf);

    /// <summary>Rows and cells may be wrapped in content controls.</summary>
    private static List<TableRow> Rows(Table table) => [.. table.ChildElements.SelectMany(child => child is SdtRow or CustomXmlRow ? child.Descendants<TableRow>() : child is TableRow row && row.TableRowProperties?.GetFirstChild<Deleted>() is null ? [row] : [])];

    private static List<TableCell> CellsOf(TableRow row) => [.. row.ChildElements.SelectMany(child => child is SdtCell or CustomXmlCell ? child.Descendants<TableCell>() : child is TableCell cell ? [cell] : [])];

    private static bool IsHeader(TableRow row) => row.TableRowProperties?.GetFirstChild<DocumentFormat.OpenXml.Wordprocessing.TableHeader>() is { } mark && mark.Val?.Value != OnOffOnlyValues.Off;

    private static bool IsBold(TableCell cell, WordStyles styles)
    {
        var paragraphs = cell.Elements<Paragraph>().Where(paragraph => paragraph.InnerText.Length > 0).ToArray();
        return paragraphs.Length > 0 && Array.TrueForAll(paragraphs, styles.IsBold);
    }
}
