namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>Takes Markdown apart into its blocks; empty lines between them are left out.</summary>
internal static class MarkdownBlocks
{
    public static IReadOnlyList<MarkdownBlock> Of(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<MarkdownBlock>();
        for (var at = 0; at < lines.Length;)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                at++;
                continue;
            }
            var (kind, end) = CodeFence.Of(lines[at]) is { } fence ? (BlockKind.Code, EndOfCode(lines, at, fence))
                : OpensTable(lines, at) ? (BlockKind.Table, EndOf(lines, at + 2, line => !line.Contains('|')))
                : (BlockKind.Prose, EndOfProse(lines, at));
            blocks.Add(new(kind, lines[at..end]));
            at = end;
        }
        return blocks;
    }

    /// <summary>A row of headings over a row of dashes.</summary>
    private static bool OpensTable(string[] lines, int at) =>
        at + 1 < lines.Length && lines[at].Contains('|') && lines[at + 1].Contains('|') && lines[at + 1].Contains('-') && lines[at + 1].All(c => c is '|' or '-' or ':' or ' ' or '\t');

    private static int EndOfCode(string[] lines, int at, CodeFence fence)
    {
        var closing = Array.FindIndex(lines, at + 1, fence.IsClosedBy);
        return closing < 0 ? lines.Length : closing + 1;
    }

    private static int EndOfProse(string[] lines, int at)
    {
        var end = at + 1;
        while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end]) && CodeFence.Of(lines[end]) is null && !OpensTable(lines, end))
            end++;
        return end;
    }

    private static int EndOf(string[] lines, int from, Func<string, bool> ends)
    {
        var end = from;
        while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end]) && !ends(lines[end]))
            end++;
        return end;
    }
}
