using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>A table as a reader sees it: the headings of its columns and its rows of cells.</summary>
/// <param name="Header">One a column; empty where a column has no heading.</param>
/// <param name="Rows">Cells by column; null where nothing stands.</param>
/// <param name="Title">The heading or caption it stands under.</param>
internal sealed record Grid(IReadOnlyList<string> Header, IReadOnlyList<GridRow> Rows, string Title)
{
    /// <summary>Indexes of the blocks that head the columns, where one stands there; empty when unknown.</summary>
    public IReadOnlyList<int> HeaderBlocks { get; init; } = [];

    /// <summary>What a reader calls the row: behind an article's number, a date or a time under a heading of its own, the words that follow. A calendar's rows are called by their times.</summary>
    public GridCell? NameOf(GridRow row)
    {
        List<GridCell> filled = [.. row.Cells.OfType<GridCell>().Where(cell => cell.Text.Length > 0).Take(2)];
        return filled is [var key, var name] && ReferenceEquals(row.Cells[0], key) && Header.Count > 2 && Header[0].Length > 0 && !IsMostly(Header[1], ValueKind.Date)
            && IsMostly(key.Text) && !IsMostly(name.Text) && name.Text.Any(char.IsLetter) ? name : row.Name;
    }

    private static bool IsMostly(string text, ValueKind kind = ValueKind.Any) =>
        ValueFinder.Find(text).Exists(value => value.Length * 2 > text.Length && value.Kind is not (ValueKind.Person or ValueKind.Place) && (kind == ValueKind.Any || value.Kind == kind));
}

internal sealed record GridRow(IReadOnlyList<GridCell?> Cells)
{
    private const int LongestRank = 3;

    /// <summary>The first cell with text names the row; behind a rank or a position the next one does.</summary>
    public GridCell? Name
    {
        get
        {
            List<GridCell> filled = [.. Cells.OfType<GridCell>().Where(cell => cell.Text.Length > 0).Take(2)];
            return filled is [var rank, var name] && rank.Text.Length <= LongestRank && rank.Text.TrimEnd('.').All(char.IsAsciiDigit) && name.Text.Any(char.IsLetter) ? name : filled.FirstOrDefault();
        }
    }
}

/// <param name="Block">Index into the evidence's blocks.</param>
internal sealed record GridCell(string Text, int Block);
