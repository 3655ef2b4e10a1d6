namespace Assistant.Channels.BotFramework.Outbound.Splitting;

internal enum BlockKind { Prose, Code, Table }

/// <summary>A piece of Markdown that belongs together: a paragraph or list, a fenced block of code, a table. Its lines have no line ends.</summary>
internal sealed record MarkdownBlock(BlockKind Kind, IReadOnlyList<string> Lines)
{
    /// <summary>The lines with the line ends between them.</summary>
    public int Length => Lines.Sum(line => line.Length) + Math.Max(0, Lines.Count - 1);

    /// <summary>Shows as itself in a message of its own: code is closed.</summary>
    public bool IsWhole => Kind != BlockKind.Code || (Lines.Count > 1 && CodeFence.Of(Lines[0])!.IsClosedBy(Lines[^1]));
}
