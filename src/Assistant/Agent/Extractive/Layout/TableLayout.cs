using Assistant.Agent.Extractive.Values;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Cells of a document become tables: column headings found, merged cells filled in, rows named by their first cell.</summary>
internal static class TableLayout
{
    private const int MostColumns = 500;

    public static IEnumerable<Grid> Read(Evidence evidence, IReadOnlyList<int> cells, Func<int, string> heading)
    {
        foreach (var table in cells.GroupBy(i => (evidence.Blocks[i].Cell!.Table, evidence.Blocks[i].Position.Sheet, evidence.Blocks[i].Position.Part)))
        {
            var blocks = table.ToList();
            var columns = Math.Min(MostColumns, blocks.Max(i => evidence.Blocks[i].Cell!.Column + evidence.Blocks[i].Cell!.ColumnSpan));
            var rows = blocks.GroupBy(i => evidence.Blocks[i].Cell!.Row).OrderBy(row => row.Key).Select(row => Row(evidence, row, columns)).ToList();
            Spread(evidence, blocks, rows, columns);
            yield return Build(evidence, rows, columns, heading(blocks[0]), blocks[0]);
        }
    }

    private static (int Row, GridCell?[] Cells) Row(Evidence evidence, IGrouping<int, int> blocks, int columns)
    {
        var cells = new GridCell?[columns];
        foreach (var index in blocks)
        {
            var cell = evidence.Blocks[index].Cell!;
            for (var column = cell.Column; column < Math.Min(columns, cell.Column + Math.Max(1, cell.ColumnSpan)); column++)
                cells[column] ??= new(evidence.Blocks[index].Text, index);
        }
        return (blocks.Key, cells);
    }

    /// <summary>A cell that spans rows stands in each of them.</summary>
    private static void Spread(Evidence evidence, List<int> blocks, List<(int Row, GridCell?[] Cells)> rows, int columns)
    {
        foreach (var index in blocks)
        {
            var cell = evidence.Blocks[index].Cell!;
            if (cell.RowSpan <= 1 || cell.Column >= columns)
                continue;
            foreach (var (row, cells) in rows)
            {
                if (row > cell.Row && row < cell.Row + cell.RowSpan)
                    cells[cell.Column] ??= new(evidence.Blocks[index].Text, index);
            }
        }
    }

    private static Grid Build(Evidence evidence, List<(int Row, GridCell?[] Cells)> rows, int columns, string title, int first)
    {
        var position = evidence.Blocks[first].Position;
        var name = position.Sheet ?? "";
        var skip = 0;
        // A first row of one (merged) cell is the table's title.
        while (skip < rows.Count - 2 && columns > 1 && rows[skip].Cells.Where(c => c is not null).Select(c => c!.Block).Distinct().Count() == 1)
            name = $"{name}\n{rows[skip++].Cells.First(c => c is not null)!.Text}";
        var header = HeaderRows(evidence, rows.Skip(skip).ToList());
        var names = new string[columns];
        for (var column = 0; column < columns; column++)
            names[column] = string.Join(' ', rows.Skip(skip).Take(header).Select(row => row.Cells[column]?.Text).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct());
        var headed = header == 0 ? [] : rows[skip + header - 1].Cells.OfType<GridCell>().Select(cell => cell.Block);
        return new(names, [.. rows.Skip(skip + header).Select(row => new GridRow(row.Cells))], $"{title}\n{name}".Trim()) { HeaderBlocks = [.. headed] };
    }

    private static int HeaderRows(Evidence evidence, List<(int Row, GridCell?[] Cells)> rows)
    {
        var flagged = rows.TakeWhile(row => row.Cells.Where(c => c is not null).All(c => evidence.Blocks[c!.Block].Cell!.Header)).Count();
        if (flagged > 0)
            return Math.Min(flagged, rows.Count);
        if (rows.Count < 2)
            return 0;
        var top = rows[0].Cells.Where(c => c is { Text.Length: > 0 }).ToList();
        var isHeader = top.Count > 1 && top.TrueForAll(c => c!.Text.Length < 60 && !IsValue(c.Text)) && (rows[0].Cells.Length > 2 || rows.Skip(1).Count(r => r.Cells.Any(c => c is not null && IsValue(c.Text))) > rows.Count / 2);
        return isHeader ? 1 : 0;
    }

    private static bool IsValue(string text) => ValueFinder.Find(text).Exists(v => v.Kind is not (ValueKind.Place or ValueKind.Person) && v.Length * 2 > text.Trim().Length);
}
