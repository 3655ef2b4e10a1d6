using System.Collections.Frozen;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Finds tables among the lines of a picture: evenly spaced rows whose cells stand under the names of a first row.</summary>
internal static class PictureTables
{
    private const int FewestColumns = 3;
    private const int NoBlock = -1;
    private const int TallestDay = 9;
    private static readonly FrozenSet<string> s_days = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    public static IEnumerable<Grid> Find(IReadOnlyList<PictureLine> lines, Func<PictureLine, bool> isFree)
    {
        var rows = lines.Where(isFree).GroupBy(line => line.Row).OrderBy(row => row.Key).Select(row => row.OrderBy(line => line.X0).ToList()).ToList();
        for (var start = 0; start < rows.Count; start++)
        {
            foreach (var header in Segments(rows[start]))
            {
                if (header.Count + (NamesBeside(rows, start, header) is null ? 0 : 1) >= FewestColumns && header.TrueForAll(MayHead) && (header.Count(cell => cell.CanName) * 2 > header.Count || header.Skip(1).All(IsDay)) && Build(rows, start, header) is { } table)
                    yield return table;
            }
        }
    }

    /// <summary>A name, a sign ("#"), or a day of a calendar.</summary>
    private static bool MayHead(PictureLine cell) => cell.CanName || cell.Text.Length < 3 && !cell.Text.Any(char.IsAsciiDigit) || IsDay(cell);

    private static bool IsDay(PictureLine cell) => s_days.Contains(cell.Text.TrimEnd('.')) || cell.Text.Length < 12 && cell.HasLetters && ValueFinder.Find(cell.Text) is [{ Kind: ValueKind.Date, Start: 0 }, .. var rest] && rest.TrueForAll(value => value.Length < 3);

    /// <summary>Panels beside each other share a visual row; a gap far wider than the others divides them.</summary>
    private static IEnumerable<List<PictureLine>> Segments(List<PictureLine> row)
    {
        var gaps = row.Zip(row.Skip(1), (a, b) => b.X0 - a.X1).Order().ToList();
        var widest = gaps.Count == 0 ? 0 : 2.5 * gaps[gaps.Count / 2] + 6 * row[0].Height;
        var segment = new List<PictureLine>();
        foreach (var cell in row)
        {
            if (segment.Count > 0 && cell.X0 - segment[^1].X1 > widest)
            {
                yield return segment;
                segment = [];
            }
            segment.Add(cell);
        }
        yield return segment;
    }

    private static Grid? Build(List<List<PictureLine>> rows, int start, List<PictureLine> header)
    {
        var body = new List<GridRow>();
        var days = header.Count(IsDay) * 2 > header.Count;
        if (NamesBeside(rows, start, header) is { } names)
            header = [names, .. header];
        var (last, pitch) = (header[0].CenterY, 0.0);
        for (var r = start + 1; r < rows.Count; r++)
        {
            var gap = rows[r][0].CenterY - last;
            if (gap > (days ? TallestDay * header[0].Height : pitch == 0 ? 4 * header[0].Height : 1.6 * pitch))
                break;
            var cells = Place(rows[r], header);
            var filled = cells.Count(cell => cell is not null);
            if (filled < 2 || filled * 2 < header.Count && !(days && cells[0] is not null) || pitch > 0 && gap < 0.55 * pitch)
                continue;
            if (IsAnotherHeader(cells, body))
                break;
            body.Add(new([.. cells.Select(cell => cell is null ? null : new GridCell(cell.Text, cell.Block))]));
            pitch = pitch == 0 ? gap : Math.Min(pitch, gap);
            last = rows[r][0].CenterY;
        }
        var reads = header.Count(cell => cell.ReadsAsLabel) * 2 > header.Count;
        return body.Count >= (reads ? 1 : 2) ? new([.. header.Select(cell => cell.Text)], body, "") { HeaderBlocks = [.. header.Select(cell => cell.Block).Where(block => block != NoBlock)] } : null;
    }

    /// <summary>The place of the rows' names where no heading stands over them: the times left of a calendar's days, the properties left of the models that a sheet compares; null when no column is there.</summary>
    private static PictureLine? NamesBeside(List<List<PictureLine>> rows, int start, List<PictureLine> header)
    {
        const int looked = 6;
        var first = header[0];
        if (rows[start][0] != first)
            return null;
        var below = rows.Skip(start + 1).Take(looked).Where(row => row[0].X1 < first.X0 + 0.5 * first.Height).ToList();
        List<PictureLine> names = [.. below.Where(row => row.Count > 1).Select(row => row[0])];
        if (names.Count < 2 || !IsDay(first) && (names.Count * 2 <= below.Count || names.Count(name => name.CanName) * 2 <= names.Count))
            return null;
        return new(NoBlock, "", names.Min(name => name.X0), names.Max(name => name.X1), first.CenterY, first.Height);
    }

    /// <summary>Names again after values: the next form row or table begins.</summary>
    private static bool IsAnotherHeader(PictureLine?[] cells, List<GridRow> body) =>
        body.Count > 0 && cells.All(cell => cell is null or { ReadsAsLabel: true }) && body[0].Cells.Any(cell => cell is not null && cell.Text.Any(char.IsAsciiDigit));

    /// <summary>By number when none is missing, else by where the columns lie.</summary>
    private static PictureLine?[] Place(List<PictureLine> row, List<PictureLine> header)
    {
        var (from, to) = (header[0].X0 - 2 * header[0].Height, header[^1].X1 + 5 * header[^1].Height);
        var cells = row.Where(cell => cell.X0 >= from && cell.X1 <= Math.Max(to, cell.X0 + 1) && cell.X0 <= to).ToList();
        if (cells.Count == header.Count)
            return [.. cells];
        var placed = new PictureLine?[header.Count];
        foreach (var cell in cells)
        {
            var column = header.FindIndex(name => name.IsInLineWith(cell));
            if (column < 0)
                column = header.FindLastIndex(name => name.X0 - name.Height <= cell.X0);
            if (column >= 0)
                placed[column] ??= cell;
        }
        return placed;
    }
}
