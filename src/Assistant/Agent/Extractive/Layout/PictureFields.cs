namespace Assistant.Agent.Extractive.Layout;

/// <summary>
/// Finds the fields of a picture by how several of them stand together: a list of labels with their values to the right, or a row of labels with their values right below.
/// One field alone tells nothing of which it is; its neighbours do.
/// </summary>
internal static class PictureFields
{
    private const int FewestInList = 3;
    private const double EvenPitch = 1.7;
    private const double WidestPitch = 5;

    /// <summary>A heading of a section stands between two rows ("Mains"), or the end of a long label.</summary>
    private const double SectionPitch = 3;

    private const int ShortestRest = 15;

    private static List<List<PictureLine>> Rows(IReadOnlyList<PictureLine> lines) => [.. lines.GroupBy(line => line.Row).OrderBy(row => row.Key).Select(row => row.OrderBy(line => line.X0).ToList())];

    /// <summary>Neighbours in a row whose edges are in line with those of the rows below, evenly spaced.</summary>
    /// <param name="sure">Only those whose labels are mostly words that labels are made of: no table need be looked for there.</param>
    public static IEnumerable<PictureField> Lists(IReadOnlyList<PictureLine> lines, bool sure)
    {
        var rows = Rows(lines);
        var columns = new List<List<PictureField>>();
        foreach (var pair in rows.SelectMany(row => row.Zip(row.Skip(1), (label, value) => new PictureField(label, value))).Where(pair => pair.Value.X0 - pair.Label.X1 > 0.4 * pair.Label.Height && pair.Label is { IsLong: false, HasLetters: true }))
        {
            var column = columns.Find(known => StandInLine(known[^1], pair) && Follows(known, pair, lines));
            if (column is null)
                columns.Add([pair]);
            else
                column.Add(pair);
        }
        return columns.Where(column => IsList(column, rows) && (!sure || column.Count(field => field.Label.ReadsAsLabel) * 10 >= column.Count * 6)).SelectMany(column => column);
    }

    private static bool StandInLine(PictureField above, PictureField below)
    {
        var slack = 0.7 * Math.Max(above.Label.Height, below.Label.Height);
        return Math.Abs(above.Label.X0 - below.Label.X0) < slack && (Math.Abs(above.Value.X0 - below.Value.X0) < slack || Math.Abs(above.Value.X1 - below.Value.X1) < slack);
    }

    private static bool Follows(List<PictureField> column, PictureField next, IReadOnlyList<PictureLine> lines)
    {
        var last = column[^1].Label;
        var gap = next.Label.CenterY - last.CenterY;
        var even = column.Count == 1 ? WidestPitch * last.Height : EvenPitch * column.Zip(column.Skip(1), (a, b) => b.Label.CenterY - a.Label.CenterY).Min();
        var between = lines.Where(other => other.CenterY > last.CenterY + 0.5 * last.Height && other.CenterY < next.Label.CenterY - 0.5 * last.Height && other.X0 < next.Label.X1 && other.X1 > next.Label.X0).ToList();
        return gap > 0 && (between.Count == 0 && gap < even || between is [var only] && gap < SectionPitch * even && (only.CanName || only.Text.Length < ShortestRest) && lines.Count(other => other.Row == only.Row) == 1);
    }

    private static bool IsList(List<PictureField> column, List<List<PictureLine>> rows)
    {
        if (column.Count < FewestInList || column.Count(field => field.Label.CanName) * 10 < column.Count * 7)
            return false;
        // Values are not all labels themselves, and no third column goes on (that is a table).
        return column.Count(field => field.Value.ReadsAsLabel) * 2 < column.Count && !HasThirdColumn(column, rows);
    }

    /// <summary>Right of the values stands another column in most rows, unless that is a list's labels again.</summary>
    private static bool HasThirdColumn(List<PictureField> column, List<List<PictureLine>> rows)
    {
        var thirds = new List<(PictureField Field, PictureLine Third, bool More)>();
        foreach (var field in column)
        {
            var row = rows.Find(r => r[0].Row == field.Value.Row)!;
            var at = row.FindIndex(line => line.Block == field.Value.Block);
            if (at + 1 < row.Count)
                thirds.Add((field, row[at + 1], at + 2 < row.Count));
        }
        var inLine = thirds.Zip(thirds.Skip(1), (a, b) => Math.Abs(a.Third.X0 - b.Third.X0) < a.Third.Height || Math.Abs(a.Third.X1 - b.Third.X1) < a.Third.Height).Count(same => same);
        var isListAgain = thirds.TrueForAll(t => t.More && t.Third.CanName) && thirds.Count(t => t.Third.ReadsAsLabel) * 2 > thirds.Count;
        return thirds.Count * 2 > column.Count && inLine * 2 >= thirds.Count - 1 && !isListAgain;
    }

    /// <summary>Names beside each other, each with a text tight below and more room under that, or first by how much it changed.</summary>
    public static IEnumerable<PictureField> Tiles(IReadOnlyList<PictureLine> lines)
    {
        foreach (var row in Rows(lines))
        {
            var tiles = row.Where(line => line.CanName).Select(label => (Label: label, Value: NextBelow(label, lines))).Where(tile => tile.Value is { IsLong: false, ReadsAsLabel: false } value && value.Y0 - tile.Label.Y1 < 1.2 * tile.Label.Height && InLine(tile.Label, value)).ToList();
            if (tiles.Count < 2 || tiles.Count * 2 < row.Count || tiles.TrueForAll(tile => !tile.Value!.Text.Any(char.IsAsciiDigit)) && tiles.TrueForAll(tile => !tile.Label.ReadsAsLabel))
                continue;
            foreach (var (label, value) in tiles)
            {
                var more = NextBelow(value!, lines);
                var tight = value!.CenterY - label.CenterY;
                if (more is null || more.CenterY - value.CenterY > 1.35 * tight)
                    yield return new(label, value);
                else if (value.IsValue && more.Text.Contains('%', StringComparison.Ordinal) && !value.Text.Contains('%', StringComparison.Ordinal) && (NextBelow(more, lines) is not { } last || last.CenterY - more.CenterY > 1.35 * tight))
                {
                    yield return new(label, value);
                    yield return new(label, more);
                }
            }
        }
    }

    /// <summary>A column of labels each tight above its value, with more room before the next label: a form with its labels above.</summary>
    public static IEnumerable<PictureField> Stacks(IReadOnlyList<PictureLine> lines)
    {
        foreach (var first in lines)
        {
            var column = new List<PictureField>();
            for (var at = first; Stacked(at, lines) is { } field && (column.Count == 0 || at.CenterY - column[^1].Value.CenterY > 1.25 * (field.Value.CenterY - at.CenterY)); at = column[^1].Next!)
            {
                column.Add(field);
                if (NextInColumn(field.Value, lines) is not { } next)
                    break;
                column[^1] = field with { Next = next };
            }
            if (column.Count >= FewestInList && column.Count(field => field.Label.ReadsAsLabel) * 2 > column.Count)
            {
                foreach (var field in column)
                    yield return field;
            }
        }
    }

    private static PictureField? Stacked(PictureLine label, IReadOnlyList<PictureLine> lines) =>
        label.CanName && NextInColumn(label, lines) is { IsLong: false } value && value.Y0 - label.Y1 < 1.6 * label.Height && (NextInColumn(value, lines) is not { } next || next.CenterY - value.CenterY > 1.25 * (value.CenterY - label.CenterY))
            ? new(label, value) : null;

    private static PictureLine? NextInColumn(PictureLine line, IReadOnlyList<PictureLine> lines) =>
        lines.Where(other => other.Row > line.Row && Math.Abs(other.X0 - line.X0) < 1.2 * line.Height).MinBy(other => other.CenterY);

    private static bool InLine(PictureLine label, PictureLine value)
    {
        var slack = 0.7 * Math.Max(label.Height, value.Height);
        return Math.Abs(label.X0 - value.X0) < slack || Math.Abs(label.CenterX - value.CenterX) < slack || Math.Abs(label.X1 - value.X1) < slack;
    }

    private static PictureLine? NextBelow(PictureLine line, IReadOnlyList<PictureLine> lines) =>
        lines.Where(other => other.Row > line.Row && other.X0 < line.X1 && other.X1 > line.X0).MinBy(other => other.CenterY);
}

/// <param name="Label">What names the value.</param>
internal sealed record PictureField(PictureLine Label, PictureLine Value)
{
    /// <summary>What follows in its column; null at the end.</summary>
    public PictureLine? Next { get; init; }

    public IEnumerable<int> Blocks => [Label.Block, Value.Block];
}
