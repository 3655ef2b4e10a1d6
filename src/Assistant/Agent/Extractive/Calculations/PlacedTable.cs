using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>A table and where it stands; one that goes on over the next pages, under the same headings or none, is one.</summary>
internal sealed record PlacedTable(Evidence Evidence, Grid Grid)
{
    /// <summary>Properties in a table of things: what is longer lists things itself.</summary>
    private const int MostTurned = 50;

    private const int MostLookedAt = 50;

    /// <summary>It was turned, though a column of it is measured alike: its rows may have been things after all, and only the word for what is measured chooses among them.</summary>
    public bool IsOfThings { get; private init; }

    private SourcePosition? First => Position(Grid.Rows);

    private SourcePosition? Last => Position(Grid.Rows.Reverse());

    public static IReadOnlyList<PlacedTable> Of(IReadOnlyList<EvidenceIndex> indexes)
    {
        var tables = new List<PlacedTable>();
        foreach (var index in indexes)
        {
            var pieces = new List<PlacedTable>();
            foreach (var table in index.Tables.Select(grid => new PlacedTable(index.Evidence, grid)))
            {
                if (pieces.Count > 0 && !pieces[0].GoesOnIn(table, pieces[^1]))
                {
                    tables.Add(Joined(pieces));
                    pieces.Clear();
                }
                pieces.Add(table);
            }
            if (pieces.Count > 0)
                tables.Add(Joined(pieces));
        }
        return tables;
    }

    /// <summary>With its columns as rows, as where each column is a product and each row a property of it; null where its headings cannot be cited or its rows have no names.</summary>
    public PlacedTable? Turned()
    {
        var (header, rows) = (Grid.Header, Grid.Rows);
        if (header.Count < 3 || rows.Count is < 2 or > MostTurned || Grid.HeaderBlocks.Count != (header[0].Length > 0 ? header.Count : header.Count - 1) || header.Skip(1).Any(text => text.Length == 0) || rows.Any(row => row.Cells.Count != header.Count || row.Cells[0] is not { Text.Length: > 0 }))
            return null;
        var turned = Enumerable.Range(1, header.Count - 1).Select(column => new GridRow([new GridCell(header[column], Grid.HeaderBlocks[^(header.Count - column)]), .. rows.Select(row => row.Cells[column])]));
        return this with { IsOfThings = Enumerable.Range(1, header.Count - 1).Any(IsOfOneUnit), Grid = new Grid([header[0], .. rows.Select(row => row.Cells[0]!.Text)], [.. turned], Grid.Title) };
    }

    /// <summary>All of the column is measured alike, as where its rows are things and not properties of one.</summary>
    private bool IsOfOneUnit(int column)
    {
        List<(int, GridCell)> cells = [.. Grid.Rows.Index().Where(row => row.Item.Cells[column] is { Text.Length: > 0 }).Select(row => (row.Index, row.Item.Cells[column]!))];
        var figures = ColumnFigures.Of(cells, CancellationToken.None);
        return cells.Count > 1 && figures.Count == cells.Count && figures.Select(figure => figure.Unit.Name).Distinct().Count() <= 1;
    }

    public bool HasColumn(string header) => Grid.Header.Any(other => Normal.Of(other).Trim() == Normal.Of(header).Trim());

    /// <summary>"sheet Costs, plan.xlsx": what tells it from the others; empty where nothing does.</summary>
    public string Place(IReadOnlyList<PlacedTable> among, string language)
    {
        var beside = among.Where(other => other.Evidence.Id == Evidence.Id).ToList();
        var (first, last) = (First, Last);
        var places = new List<string>();
        if (first?.Sheet is { } sheet && beside.Exists(other => other.First?.Sheet != sheet))
            places.Add(Phrases.Pick(language, $"sheet {Markdown.Escape(sheet)}", $"工作表“{Markdown.Escape(sheet)}”"));
        if (first?.Page is { } page && beside.Exists(other => other.First?.Page != page))
            places.Add(last?.Page is { } end && end != page ? Phrases.Pick(language, $"pages {page} to {end}", $"第 {page} 至 {end} 页") : Phrases.Pick(language, $"page {page}", $"第 {page} 页"));
        if (first?.Slide is { } slide && beside.Exists(other => other.First?.Slide != slide))
            places.Add(Phrases.Pick(language, $"slide {slide}", $"第 {slide} 张幻灯片"));
        if (beside.Count < among.Count)
            places.Add(Markdown.Escape(Evidence.Source));
        return string.Join(Phrases.Pick(language, ", ", "，"), places);
    }

    /// <summary>Behind this one, as wide, with figures where this one has them, and without headings: it may go on from here.</summary>
    public bool MayGoOnIn(PlacedTable other) =>
        !other.HasHeadings && HasHeadings && other.Evidence.Id == Evidence.Id && other.Grid.Header.Count == Grid.Header.Count && other.FirstBlock > FirstBlock && HoldsTheSame(other);

    private bool HasHeadings => Grid.Header.Any(header => header.Length > 0);

    private int FirstBlock => Grid.Rows.SelectMany(row => row.Cells).OfType<GridCell>().Select(cell => cell.Block).DefaultIfEmpty().First();

    /// <summary>On the page after, under equal headings or none; not behind a total, which ends a table, nor where another heading stands above.</summary>
    private bool GoesOnIn(PlacedTable next, PlacedTable end) =>
        end.Last?.Page is { } page && next.First?.Page == page + 1 && next.Grid.Title == Grid.Title && HasHeadings && (next.Grid.Header.SequenceEqual(Grid.Header, StringComparer.Ordinal) || MayGoOnIn(next))
        && end.Grid.Rows[^1] is var last && (!TotalRow.Is(last) || TotalRow.IsCarriedOver(last));

    /// <summary>Figures under figures and words under words, with a figure somewhere.</summary>
    private bool HoldsTheSame(PlacedTable next)
    {
        var kinds = Enumerable.Range(0, Grid.Header.Count).Select(column => (Here: HoldsFigures(column), There: next.HoldsFigures(column))).Where(pair => pair is { Here: not null, There: not null }).ToList();
        return kinds.TrueForAll(pair => pair.Here == pair.There) && kinds.Exists(pair => pair.Here == true);
    }

    /// <summary>Null where nothing stands.</summary>
    private bool? HoldsFigures(int column)
    {
        var filled = Grid.Rows.Take(MostLookedAt).Select((row, i) => (i, Cell: row.Cells[column])).Where(cell => cell.Cell is { Text.Length: > 0 }).Select(cell => (cell.i, cell.Cell!)).ToList();
        return filled.Count == 0 ? null : ColumnFigures.Of(filled, CancellationToken.None).Count * 2 > filled.Count;
    }

    private static PlacedTable Joined(List<PlacedTable> pieces) =>
        pieces is [var only] ? only : pieces[0] with { Grid = pieces[0].Grid with { Rows = [.. pieces.SelectMany(piece => piece.Grid.Rows)] } };

    private SourcePosition? Position(IEnumerable<GridRow> rows) =>
        rows.SelectMany(row => row.Cells).OfType<GridCell>().FirstOrDefault() is { } cell ? Evidence.Blocks[cell.Block].Position : null;
}
