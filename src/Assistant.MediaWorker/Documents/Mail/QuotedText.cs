using System.Text.RegularExpressions;
using Assistant.MediaWorker.Documents.PlainText;

namespace Assistant.MediaWorker.Documents.Mail;

/// <summary>A mail's plain text; the lines behind ">" are what an earlier mail said, by the person named above them.</summary>
internal static partial class QuotedText
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file, string text, SourcePosition place)
    {
        string? quotedPerson = null;
        foreach (var (depth, first, lines) in Stretches(text))
        {
            var body = string.Join('\n', lines);
            foreach (var part in PlainTextReader.Read(file, body, place))
                yield return part is TextPart piece ? Placed(piece, depth, first, quotedPerson) : part;
            if (depth == 0)
                quotedPerson = Attribution().Match(body) is { Success: true } match ? CleanText.Of(match.Groups[1].Value) : null;
        }
    }

    private static TextPart Placed(TextPart part, int depth, int first, string? person)
    {
        var position = part.Block.Position with { Line = part.Block.Position.Line + first - 1 };
        return part with { Block = part.Block with { Position = depth > 0 ? position with { Part = "quoted text" } : position, Speaker = depth == 1 ? person : null } };
    }

    private static IEnumerable<(int Depth, int First, List<string> Lines)> Stretches(string text)
    {
        var (current, first, lines) = (0, 1, new List<string>());
        foreach (var line in TextLine.Of(text))
        {
            var mark = QuoteMark().Match(line.Text).Value;
            var depth = mark.Count(c => c == '>');
            if (depth != current && lines.Count > 0)
            {
                yield return (current, first, lines);
                lines = [];
            }
            if (lines.Count == 0)
                (current, first) = (depth, line.Number);
            lines.Add(line.Text[mark.Length..]);
        }
        if (lines.Count > 0)
            yield return (current, first, lines);
    }

    [GeneratedRegex(@"^(?:>\s?)*")]
    private static partial Regex QuoteMark();

    [GeneratedRegex(@"([^\n,<>]{2,60})(?:\s*<[^>\n]*>)?\s*(?:wrote|schrieb|a écrit|写道|寫道)\s*[:：]\s*$")]
    private static partial Regex Attribution();
}
