using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Evidence as perception would give it, made by hand.</summary>
internal static class Made
{
    /// <summary>Paragraphs; a line that begins with "# " is a heading, one that begins with "- " a list item.</summary>
    public static Evidence Document(string name, params string[] paragraphs)
    {
        var heading = "";
        var blocks = new List<EvidenceBlock>();
        foreach (var (i, text) in paragraphs.Index())
        {
            if (text.StartsWith("# ", StringComparison.Ordinal))
                heading = text[2..];
            var position = new SourcePosition { Line = i + 1, Heading = heading.Length > 0 ? heading : null };
            blocks.Add(text switch
            {
                _ when text.StartsWith("# ", StringComparison.Ordinal) => new(text[2..], position, BlockRole.Heading) { Level = 1 },
                _ when text.StartsWith("- ", StringComparison.Ordinal) => new(text[2..], position, BlockRole.ListItem),
                _ => new(text, position),
            });
        }
        return new Evidence { Id = "e-" + name, Kind = EvidenceKind.Document, Source = name, Blocks = blocks };
    }

    /// <summary>A sheet: cells divided by '|', the first row its headings.</summary>
    public static Evidence Sheet(string name, params string[] rows) => Tables(name, (new SourcePosition { Sheet = "Sheet1" }, rows));

    /// <summary>Tables at their places: a page, a sheet. Cells divided by '|', the first row of each its headings.</summary>
    public static Evidence Tables(string name, params (SourcePosition At, string[] Rows)[] tables)
    {
        var blocks = tables.Index().SelectMany(table => table.Item.Rows.Index().SelectMany(row => row.Item.Split('|').Index().Select(cell => new EvidenceBlock(cell.Item.Trim(), table.Item.At with { Row = row.Index + 1, Cell = $"{(char)('A' + cell.Index)}{row.Index + 1}" }, BlockRole.Cell)
        {
            Cell = new TableCell(table.Index, row.Index, cell.Index),
        }))).Where(block => block.Text.Length > 0);
        return new Evidence { Id = "e-" + name, Kind = EvidenceKind.Document, Source = name, Blocks = [.. blocks] };
    }

    /// <summary>Lines of a picture: x, y and text; letters 8 pixels wide and lines 16 high.</summary>
    public static Evidence Picture(string name, params (int X, int Y, string Text)[] lines) => new()
    {
        Id = "e-" + name,
        Kind = EvidenceKind.Image,
        Source = name,
        Width = 1000,
        Height = 800,
        Blocks = [.. lines.Select(line => new EvidenceBlock(line.Text, new SourcePosition { Box = new(line.X, line.Y, line.X + line.Text.Sum(c => c > 255 ? 16 : 8), line.Y + 16) }, BlockRole.Line, 0.98))],
    };

    /// <summary>Segments of a recording: seconds and text.</summary>
    public static Evidence Recording(string name, params (double Start, double End, string Text)[] segments) => new()
    {
        Id = "e-" + name,
        Kind = EvidenceKind.Audio,
        Source = name,
        Duration = segments[^1].End,
        Blocks = [.. segments.Select(s => new EvidenceBlock(s.Text, new SourcePosition { Start = s.Start, End = s.End }, BlockRole.Segment, 0.9))],
    };
}
