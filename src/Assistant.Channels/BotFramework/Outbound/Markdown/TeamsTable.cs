using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Channels.BotFramework.Outbound.Markdown;

/// <summary>
/// A table for clients that show none. A narrow one of plain words stays a table: code, in columns of even width. One with sources, links or long cells becomes a list, a row an entry that says what each cell is:
/// in code a source could not be opened, and a phone would show half of it.
/// </summary>
internal static partial class TeamsTable
{
    private const string Fence = "```";
    private const int WidestCode = 60;
    private const int LongestCode = 3_000;

    /// <summary>A row of headings over a row of dashes.</summary>
    public static bool Opens(string[] lines, int at) => at + 1 < lines.Length && lines[at].Contains('|') && lines[at + 1].Contains('|') && Dashes().IsMatch(lines[at + 1]);

    /// <param name="lines">The headings, the dashes, the rows.</param>
    public static IEnumerable<string> Of(string[] lines)
    {
        var headings = Cells(lines[0]);
        var rows = lines.Skip(2).Select(line => Fitted(Cells(line), headings.Count)).ToList();
        return InColumns(headings, rows, Cells(lines[1])) ?? [.. rows.Select(row => Entry(headings, row))];
    }

    /// <summary>Null when it is too wide or long, or holds what code would not show.</summary>
    private static List<string>? InColumns(List<string> headings, List<List<string>> rows, List<string> dashes)
    {
        if (rows.Prepend(headings).SelectMany(row => row).Any(cell => Marked().IsMatch(cell)))
            return null;
        var table = rows.Prepend(headings).Select(row => row.Select(PlainText.Of).ToArray()).ToList();
        var widths = headings.Select((_, column) => table.Max(row => Width(row[column]))).ToArray();
        var width = widths.Sum() + (2 * (widths.Length - 1));
        if (width > WidestCode || width * table.Count > LongestCode)
            return null;
        var isRight = headings.Select((_, column) => column < dashes.Count && dashes[column].EndsWith(':') && !dashes[column].StartsWith(':')).ToArray();
        string Line(string[] row) => string.Join("  ", row.Select((cell, column) => Padded(cell, widths[column], isRight[column]))).TrimEnd();
        return [Fence, Line(table[0]), string.Join("  ", widths.Select(each => new string('-', each))), .. table.Skip(1).Select(Line), Fence];
    }

    private static string Entry(List<string> headings, List<string> row)
    {
        var name = row[0].Replace("**", "", StringComparison.Ordinal);
        var others = row.Index().Skip(1).Where(cell => cell.Item.Length > 0).Select(cell => headings.Count == 2 || headings[cell.Index].Length == 0 ? cell.Item : $"{headings[cell.Index]} {cell.Item}");
        var rest = InlineMarks.Of(string.Join("; ", others));
        return (name.Length, rest.Length) switch
        {
            (0, _) => $"- {rest}",
            (_, 0) => $"- {InlineMarks.Of(name)}",
            _ => $"- **{InlineMarks.Of(name)}**: {rest}",
        };
    }

    private static List<string> Cells(string line)
    {
        var text = line.Trim();
        text = text.StartsWith('|') ? text[1..] : text;
        var cells = Bar().Split(text).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim()).ToList();
        if (cells is [_, .., ""])
            cells.RemoveAt(cells.Count - 1);
        return cells;
    }

    /// <summary>As many cells as there are headings.</summary>
    private static List<string> Fitted(List<string> cells, int count) => [.. cells.Take(count), .. Enumerable.Repeat("", Math.Max(0, count - cells.Count))];

    private static string Padded(string cell, int width, bool isRight)
    {
        var room = new string(' ', width - Width(cell));
        return isRight ? room + cell : cell + room;
    }

    /// <summary>In letters of a font of even width, in which Chinese signs take two.</summary>
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and (<= 0x115F or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x1F300) ? 2 : 1);

    [GeneratedRegex(@"^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    /// <summary>A source, a link, code or a tag.</summary>
    [GeneratedRegex(@"\[\d+\]|\]\(|[`<]|https?://")]
    private static partial Regex Marked();
}
