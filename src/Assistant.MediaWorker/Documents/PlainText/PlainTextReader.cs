using System.Text.RegularExpressions;
using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Plain text: wrapped lines become paragraphs again; lines that stand for themselves, lists, headings and tables laid out with spaces stay apart.</summary>
internal static partial class PlainTextReader
{
    private const int ShortestWrap = 45;
    private const int LongestHeading = 70;

    public static IEnumerable<DocumentPart> Read(DocumentFile file) => Read(file, TextDecoding.Decode(file.ReadAll()), new SourcePosition());

    /// <param name="place">Where the text as a whole stands; its blocks get their lines besides.</param>
    public static IEnumerable<DocumentPart> Read(DocumentFile file, string text, SourcePosition place)
    {
        var headings = new HeadingPath();
        var group = new List<TextLine>();
        foreach (var line in TextLine.Of(text).Append(default))
        {
            if (line.Text is { Length: > 0 })
            {
                group.Add(line);
                continue;
            }
            foreach (var part in Group(file, group, headings, place))
                yield return part;
            group.Clear();
        }
    }

    /// <summary>Lines between two blank ones.</summary>
    private static IEnumerable<DocumentPart> Group(DocumentFile file, List<TextLine> lines, HeadingPath headings, SourcePosition place)
    {
        SourcePosition At(TextLine line) => place with { Line = line.Number, Heading = headings.Current ?? place.Heading };
        if (lines is [var title, .. var rule] && rule.Count <= 1 && IsHeading(title.Text, rule))
        {
            var level = HeadingLevel(title.Text, rule);
            headings.Enter(level, title.Text.Trim());
            yield return TextParts.Heading(title.Text.Trim(), level, At(title));
            yield break;
        }
        var index = 0;
        while (index < lines.Count)
        {
            if (SpacedTable.At(lines, index) is { } table)
            {
                foreach (var part in TableParts.Of(file, table.Cells.ConvertAll(cell => cell with { Position = cell.Position with { Heading = headings.Current ?? place.Heading, Part = place.Part } })))
                    yield return part;
                index += table.Lines;
                continue;
            }
            var first = lines[index];
            var paragraph = first.Text.Trim();
            while (++index < lines.Count && IsWrapped(lines, index) && SpacedTable.At(lines, index) is null)
                paragraph = CleanText.Join(paragraph, lines[index].Text.Trim());
            if (IsRule(paragraph))
                continue;
            yield return ListMark().IsMatch(paragraph)
                ? TextParts.ListItem(Bullet().Replace(paragraph, ""), At(first))
                : TextParts.Paragraph(CleanText.Of(paragraph), At(first));
        }
    }

    /// <summary>The line goes on where the one before it had to end: that one is about as wide as the widest of the group.</summary>
    private static bool IsWrapped(List<TextLine> lines, int index)
    {
        var (before, line) = (lines[index - 1], lines[index]);
        if (ListMark().IsMatch(line.Text.TrimStart()) || LabelledLine().IsMatch(line.Text))
            return false;
        if (ListMark().IsMatch(before.Text.TrimStart()) && line.Indent > before.Indent)
            return true;
        var widest = lines.Max(other => other.Width);
        return widest >= ShortestWrap && before.Width * 4 >= widest * 3;
    }

    private static bool IsHeading(string text, IReadOnlyList<TextLine> beneath)
    {
        var title = text.Trim();
        if (title.Length > LongestHeading || !title.Any(char.IsLetter))
            return false;
        if (beneath is [var underline])
            return IsRule(underline.Text) && underline.Text.Trim().Length >= 3;
        return NumberedHeading().IsMatch(title) || (title.Length > 3 && title.All(c => !char.IsLower(c)) && title.Count(char.IsUpper) > 3 && !title.Contains(':'));
    }

    private static int HeadingLevel(string text, IReadOnlyList<TextLine> beneath) =>
        beneath is [var underline] ? (underline.Text.TrimStart()[0] == '=' ? 1 : 2) : Math.Clamp(text.TrimStart().TakeWhile(c => char.IsDigit(c) || c == '.').Count(c => c == '.') + 1, 1, 4);

    private static bool IsRule(string text) => text.Length > 0 && text.Trim().All(c => c is '-' or '=' or '_' or '*' or '~' or '#' or '+');

    [GeneratedRegex(@"^(?:[-*•·–▪●○]\s+|\(?[0-9a-zA-Z]{1,2}[.)]\s+|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^[-*•·–▪●○]\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*[\p{L}][\p{L}\p{N} /().'-]{0,30}[:：]\s*\S")]
    private static partial Regex LabelledLine();

    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+\p{Lu}[^.:;!?]*|第[一二三四五六七八九十百0-9]+[章节条部分][^。；]*|[一二三四五六七八九十]+、[^。；，]{1,30}|(?:Chapter|Section|Part|Appendix)\s+\S+[^.;]*)$")]
    private static partial Regex NumberedHeading();
}
