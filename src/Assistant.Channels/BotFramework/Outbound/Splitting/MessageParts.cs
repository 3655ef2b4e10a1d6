namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>A text in messages that a channel takes: cut at the ends of paragraphs, code and tables whole where they fit into one message. The same text is always cut alike.</summary>
internal static class MessageParts
{
    private const string Gap = "\n\n";

    /// <param name="limit">Characters of one message; at least 200.</param>
    public static IReadOnlyList<string> Of(string markdown, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 200);
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

    /// <summary>Characters of one message on a channel: what its connector takes, with room for what goes with the text.</summary>
    public static int LimitOf(string channelId) => channelId switch
    {
        // 28 kB of UTF-16 and JSON in all.
        "msteams" => 10_000,
        "emulator" or "webchat" or "directline" => 100_000,
        "facebook" or "sms" or "twilio-sms" => 1_500,
        _ => 4_000,
    };
}
