using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>A table's cells as passages: each is named by its row and its column.</summary>
internal static class GridPassages
{
    public static IEnumerable<Passage> Of(Evidence evidence, Grid grid)
    {
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            foreach (var passage in OfRow(evidence, grid, row))
                yield return passage;
        }
    }

    public static IEnumerable<Passage> OfRow(Evidence evidence, Grid grid, int row)
    {
        var cells = grid.Rows[row].Cells;
        var name = grid.Rows.Count > 1 ? grid.NameOf(grid.Rows[row]) : null;
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column] is not { Text.Length: > 0 } cell || (column > 0 && cells[column - 1]?.Block == cell.Block))
                continue;
            yield return new Passage
            {
                Evidence = evidence,
                Kind = PassageKind.Cell,
                Text = cell.Text,
                Parts = [new(cell.Block, 0)],
                Label = Join(name is null || name.Block == cell.Block ? "" : name.Text, grid.Header[column]),
                Row = string.Join(" · ", Rest(grid, cells, cell, name)),
                Near = grid.Title,
                Order = cell.Block,
                Place = new(grid, row, column),
            };
        }
    }

    /// <summary>The row as a reader says it: "Qty 3 · Price 4.50".</summary>
    private static IEnumerable<string> Rest(Grid grid, IReadOnlyList<GridCell?> cells, GridCell cell, GridCell? name)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column] is { Text.Length: > 0 } other && other.Block != cell.Block && other.Block != name?.Block)
                yield return other.Text;
        }
    }

    private static string Join(string a, string b) => a.Length == 0 ? b : b.Length == 0 ? a : $"{a}, {b}";
}
