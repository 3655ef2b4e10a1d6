using static Assistant.MediaWorker.Documents.Pdf.PageRulings;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Lines that touch each other and enclose cells. A cell reaches as far as no line ends it.</summary>
internal sealed class RuledGrid
{
    private const double Tolerance = 3;
    private readonly List<Ruling> _horizontal;
    private readonly List<Ruling> _vertical;

    private RuledGrid(List<Ruling> horizontal, List<Ruling> vertical)
    {
        (_horizontal, _vertical) = (horizontal, vertical);
        Xs = Positions(vertical);
        Ys = Positions(horizontal);
    }

    public IReadOnlyList<double> Xs { get; }
    public IReadOnlyList<double> Ys { get; }
    public Box Box => new(Xs[0], Ys[0], Xs[^1], Ys[^1]);

    /// <summary>Grids of at least two cells; a frame around text is none.</summary>
    public static List<RuledGrid> Of(PageRulings rulings)
    {
        var grids = new List<RuledGrid>();
        foreach (var (horizontal, vertical) in Touching(rulings))
        {
            if (horizontal.Count < 2 || vertical.Count < 2)
                continue;
            var grid = new RuledGrid(horizontal, vertical);
            if (grid.Xs.Count >= 3 && grid.Ys.Count >= 2 && grid.Xs.Count + grid.Ys.Count >= 6)
                grids.Add(grid);
        }
        return grids;
    }

    /// <summary>Cells as (row, column, rows, columns).</summary>
    public IEnumerable<(int Row, int Column, int Rows, int Columns)> Cells()
    {
        var taken = new bool[Ys.Count - 1, Xs.Count - 1];
        for (var row = 0; row < Ys.Count - 1; row++)
        {
            for (var column = 0; column < Xs.Count - 1; column++)
            {
                if (taken[row, column])
                    continue;
                var (rows, columns) = (1, 1);
                while (column + columns < Xs.Count - 1 && !taken[row, column + columns] && !HasVertical(column + columns, row))
                    columns++;
                while (row + rows < Ys.Count - 1 && Enumerable.Range(column, columns).All(c => !taken[row + rows, c] && !HasHorizontal(row + rows, c)))
                    rows++;
                for (var r = row; r < row + rows; r++)
                {
                    for (var c = column; c < column + columns; c++)
                        taken[r, c] = true;
                }
                yield return (row, column, rows, columns);
            }
        }
    }

    private bool HasVertical(int x, int row) => Covers(_vertical, Xs[x], (Ys[row] + Ys[row + 1]) / 2);

    private bool HasHorizontal(int y, int column) => Covers(_horizontal, Ys[y], (Xs[column] + Xs[column + 1]) / 2);

    private static bool Covers(List<Ruling> lines, double at, double point) =>
        lines.Exists(line => Math.Abs(line.At - at) <= Tolerance && line.From - Tolerance <= point && point <= line.To + Tolerance);

    private static List<double> Positions(List<Ruling> lines)
    {
        var positions = new List<double>();
        foreach (var at in lines.Select(line => line.At).Order())
        {
            if (positions.Count == 0 || at - positions[^1] > Tolerance)
                positions.Add(at);
        }
        return positions;
    }

    private static IEnumerable<(List<Ruling> Horizontal, List<Ruling> Vertical)> Touching(PageRulings rulings)
    {
        var (horizontal, vertical) = (rulings.Horizontal.ToHashSet(), rulings.Vertical.ToHashSet());
        while (horizontal.Count > 0)
        {
            var (ownHorizontal, ownVertical) = (new List<Ruling>(), new List<Ruling>());
            var open = new Queue<(Ruling Line, bool IsHorizontal)>();
            var first = horizontal.First();
            horizontal.Remove(first);
            open.Enqueue((first, true));
            while (open.TryDequeue(out var next))
            {
                (next.IsHorizontal ? ownHorizontal : ownVertical).Add(next.Line);
                var others = next.IsHorizontal ? vertical : horizontal;
                foreach (var other in others.Where(other => Touch(next.Line, other)).ToArray())
                {
                    others.Remove(other);
                    open.Enqueue((other, !next.IsHorizontal));
                }
            }
            yield return (ownHorizontal, ownVertical);
        }
    }

    private static bool Touch(Ruling line, Ruling across) =>
        across.At >= line.From - Tolerance && across.At <= line.To + Tolerance && line.At >= across.From - Tolerance && line.At <= across.To + Tolerance;
}
