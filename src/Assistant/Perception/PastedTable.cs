using System.Text;
using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>Rows and columns in the text of a message, as spreadsheets copy them: read like a file, they can be quoted with their place, and what is left of the text is the question.</summary>
/// <param name="Rows">Cells with tabs between them.</param>
internal sealed record PastedTable(string Rows, string Rest)
{
    private const string Ending = "-table";

    /// <summary>The longest one; null where there are no two rows of two cells or more.</summary>
    public static PastedTable? Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var longest = 0..1;
        for (var (from, to) = (0, 0); from < lines.Length; from = to)
        {
            var cells = Cells(lines[from]);
            for (to = from + 1; to < lines.Length && Cells(lines[to]) == cells; to++)
            {
            }
            if (cells > 1 && to - from > longest.End.Value - longest.Start.Value)
                longest = from..to;
        }
        return longest.Equals(0..1) ? null : new(string.Join('\n', lines[longest]) + "\n", string.Join('\n', [.. lines[..longest.Start], .. lines[longest.End..]]).Trim());
    }

    /// <summary>0 for what is no row: nothing in it, or one indented thing, as in code.</summary>
    private static int Cells(string line)
    {
        var cells = line.Split('\t');
        return cells[0].Trim().Length > 0 || cells.Count(cell => cell.Trim().Length > 0) > 1 ? cells.Length : 0;
    }

    /// <summary>The message, with the table as the last of its files.</summary>
    public InboundMessage AttachedTo(InboundMessage message) => message with
    {
        Attachments = [.. message.Attachments, new InboundAttachment(IdIn(message), "table.tsv", "text/tab-separated-values", Encoding.UTF8.GetByteCount(Rows))],
    };

    /// <summary>What is read of the file that <see cref="AttachedTo"/> added, which is kept nowhere but in the text; null for another.</summary>
    public static Stream? Open(InboundMessage message, InboundAttachment attachment) =>
        attachment.Id == IdIn(message) && Of(message.Text) is { } table ? new MemoryStream(Encoding.UTF8.GetBytes(table.Rows), writable: false) : null;

    /// <summary>The evidence was read in a message's text, not in a file: what changes the text makes it untrue.</summary>
    public static bool IsReadIn(string evidenceId) => evidenceId.EndsWith(Ending, StringComparison.Ordinal);

    private static string IdIn(InboundMessage message) => TurnIds.For(message) + Ending;
}
