using System.Text;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>Cuts a block that is too long for one message: code and tables between their lines, each piece whole in itself; prose after a line, a sentence or a word.</summary>
internal static class BlockPieces
{
    public static IEnumerable<string> Of(MarkdownBlock block, int limit) => block.Kind switch
    {
        BlockKind.Code => Code(block.Lines, limit),
        BlockKind.Table when block.Lines[0].Length + block.Lines[1].Length + 2 <= limit / 2 => Table(block.Lines, limit),
        _ => Filled(block.Lines, limit),
    };

    /// <summary>Each piece closes the fence, and the next opens it again with its language.</summary>
    private static IEnumerable<string> Code(IReadOnlyList<string> lines, int limit)
    {
        var fence = CodeFence.Of(lines[0])!;
        var content = lines.Skip(1).ToList();
        if (content.Count > 0 && fence.IsClosedBy(content[^1]))
            content.RemoveAt(content.Count - 1);
        var frame = fence.Line.Length + fence.Closing.Length + 2;
        // A fence that leaves no room is no code that anybody wrote.
        return frame > limit / 2 ? Filled(lines, limit) : Filled(content, limit - frame).Select(piece => $"{fence.Line}\n{piece}\n{fence.Closing}");
    }

    private static IEnumerable<string> Table(IReadOnlyList<string> lines, int limit)
    {
        var header = $"{lines[0]}\n{lines[1]}\n";
        return Filled([.. lines.Skip(2)], limit - header.Length).Select(rows => header + rows);
    }

    /// <summary>As many lines as fit, again and again; a line that does not fit is cut.</summary>
    private static IEnumerable<string> Filled(IReadOnlyList<string> lines, int limit)
    {
        var piece = new StringBuilder();
        var isBegun = false;
        foreach (var part in lines.SelectMany(line => Cut(line, limit)))
        {
            if (isBegun && piece.Length + 1 + part.Length > limit)
            {
                yield return piece.ToString();
                piece.Clear();
                isBegun = false;
            }
            if (isBegun)
                piece.Append('\n');
            piece.Append(part);
            isBegun = true;
        }
        if (isBegun)
            yield return piece.ToString();
    }

    private static IEnumerable<string> Cut(string line, int limit)
    {
        while (line.Length > limit)
        {
            var end = EndWithin(line, limit);
            yield return line[..end];
            line = line[end..];
        }
        yield return line;
    }

    /// <summary>After the last sentence in the second half of what fits, else the last word, else between two characters.</summary>
    private static int EndWithin(string line, int limit)
    {
        for (var end = limit; end > limit / 2; end--)
            if (line[end - 1] is '。' or '！' or '？' || (line[end - 1] == ' ' && end > 1 && line[end - 2] is '.' or '!' or '?'))
                return end;
        for (var end = limit; end > limit / 2; end--)
            if (line[end - 1] == ' ')
                return end;
        return Shortening.BeginningLength(line, limit);
    }
}
