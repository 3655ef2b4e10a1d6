using Assistant.MediaWorker.Documents.Tables;
using DocumentFormat.OpenXml.Drawing;
using TableCell = DocumentFormat.OpenXml.Drawing.TableCell;

namespace Assistant.MediaWorker.Documents.PowerPoint;

/// <summary>A slide's table; cells under a merged one are marked in the file and passed over.</summary>
internal static class SlideTable
{
    public static List<GridCell> Cells(Table table, SourcePosition place)
    {
        var cells = new List<GridCell>();
        var marked = table.TableProperties?.FirstRow?.Value == true;
        foreach (var (row, element) in table.Elements<TableRow>().Index())
        {
            foreach (var (column, cell) in element.Elements<TableCell>().Index())
            {
                if (cell.HorizontalMerge?.Value == true || cell.VerticalMerge?.Value == true)
                    continue;
                var text = string.Join('\n', SlideText.Lines(cell.TextBody));
                cells.Add(new(row, column, text, place, cell.RowSpan?.Value ?? 1, cell.GridSpan?.Value ?? 1, null, (marked && row == 0) || IsBold(cell)));
            }
        }
        return cells;
    }

    private static bool IsBold(TableCell cell)
    {
        var runs = cell.Descendants<Run>().Where(run => run.Text?.Text.Length > 0).ToArray();
        return runs.Length > 0 && Array.TrueForAll(runs, run => run.RunProperties?.Bold?.Value == true);
    }
}
