namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>A text in messages that a channel takes: cut at the ends of paragraphs, code and tables whole where they fit into one message. The same text is always cut alike.</summary>
internal static class MessageParts
{
    private const string Gap = "\n\n";
    private const int Shortest = 200;

    // Bytes of an activity besides its text and its sources: names, ids, suggestions.
    private const int Frame = 8 * 1024;

    // A character as \uXXXX in UTF-16.
    private const int MostBytesOfOne = 12;

    /// <param name="limit">Characters of one message; at least 200.</param>
    public static IReadOnlyList<string> Of(string markdown, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, Shortest);
        if (markdown.Length <= limit)
            return [markdown];
        var parts = new List<string>();
        var part = "";
        foreach (var block in MarkdownBlocks.Of(markdown))
            foreach (var piece in block.IsWhole && block.Length <= limit ? [string.Join('\n', block.Lines)] : BlockPieces.Of(block, limit))
            {
                if (part.Length > 0 && part.Length + Gap.Length + piece.Length > limit)
                {
                    parts.Add(part);
                    part = "";
                }
                part = part.Length == 0 ? piece : part + Gap + piece;
            }
        if (part.Length > 0)
            parts.Add(part);
        return parts;
    }

    /// <summary>Under a channel's limits: by characters, and where escapes and wide characters need it, by bytes.</summary>
    public static IReadOnlyList<string> Of(string markdown, ChannelLimits limits)
    {
        var room = limits.Bytes - Frame;
        for (var limit = limits.Characters; ; limit = Math.Max(limit / 4 * 3, Shortest))
        {
            var parts = Of(markdown, limit);
            if (limit == Shortest || parts.All(part => part.Length * MostBytesOfOne <= room || MessageSizes.Of(part, limits) <= room))
                return parts;
        }
    }
}
