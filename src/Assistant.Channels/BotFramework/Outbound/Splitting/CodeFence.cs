namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>The line that opens a block of code, CommonMark's way, also within a list.</summary>
/// <param name="Line">As written, with its language.</param>
internal sealed record CodeFence(string Line, char Mark, int Count)
{
    public string Closing => string.Concat(Line.AsSpan(0, Line.Length - Line.TrimStart().Length), new string(Mark, Count));

    /// <summary>Null when the line opens none.</summary>
    public static CodeFence? Of(string line)
    {
        var text = line.AsSpan().TrimStart();
        if (text.Length < 3 || text[0] is not ('`' or '~'))
            return null;
        var count = text.IndexOfAnyExcept(text[0]) is >= 0 and var end ? end : text.Length;
        return count >= 3 && !(text[0] == '`' && text[count..].Contains('`')) ? new(line, text[0], count) : null;
    }

    public bool IsClosedBy(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length >= Count && text.IndexOfAnyExcept(Mark) < 0;
    }
}
