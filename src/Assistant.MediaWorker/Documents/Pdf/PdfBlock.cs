using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Lines that belong together as one paragraph, heading or list item.</summary>
internal sealed partial class PdfBlock(PdfSegment first)
{
    private readonly List<PdfSegment> _lines = [first];

    public Box Box { get; private set; } = first.Box;
    public double Size => _lines[0].Size;
    public bool Bold => _lines.TrueForAll(line => line.Bold);
    public int Lines => _lines.Count;
    public string Text => _lines.Select(line => line.Text).Aggregate(CleanText.Join);
    public bool IsListItem => ListMark().IsMatch(_lines[0].Text);

    /// <summary>The text of a list item without its bullet; a number stays.</summary>
    public string ItemText => Bullet().Replace(Text, "");

    /// <param name="leading">Usual distance from line to line, in font sizes.</param>
    public bool Takes(PdfSegment line, double leading)
    {
        var last = _lines[^1];
        var distance = line.Box.Y1 - last.Box.Y1;
        if (distance <= 0 || distance > Math.Max(leading * 1.2, 1.25) * Math.Max(line.Size, last.Size) || Math.Abs(line.Size - last.Size) > .1 * last.Size || line.Bold != last.Bold)
            return false;
        if (Math.Min(line.Box.X1, Box.X1) - Math.Max(line.Box.X0, Box.X0) < .5 * Math.Min(line.Box.Width, Box.Width))
            return false;
        return !StartsAnew(line, last);
    }

    public void Add(PdfSegment line)
    {
        _lines.Add(line);
        Box = Box.Union(line.Box);
    }

    /// <summary>A list mark, a first line set in, or a line after one that ended early, "label: value" lines above all.</summary>
    private bool StartsAnew(PdfSegment line, PdfSegment last)
    {
        if (ListMark().IsMatch(line.Text) || (Labelled().IsMatch(line.Text) && Labelled().IsMatch(last.Text)))
            return true;
        var indent = line.Box.X0 - Box.X0;
        if (indent > line.Size * .8 && !IsListItem && EndsSentence(last.Text))
            return true;
        var room = Math.Max(Box.X1, line.Box.X1) - last.Box.X1;
        var firstWord = line.Words[0].Box.Width;
        return room > firstWord + line.Size * 2 && (EndsSentence(last.Text) || Labelled().IsMatch(line.Text) || Labelled().IsMatch(last.Text) || (Lines == 1 && Box.Width < line.Size * 18));
    }

    private static bool EndsSentence(string text) => text.Length > 0 && text[^1] is '.' or '。' or '!' or '?' or '！' or '？' or ':' or '：' or ';' or '"' or '”';

    [GeneratedRegex(@"^(?:[•·‣▪●○◦–*-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|[（(][一二三四五六七八九十]{1,2}[)）])")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^[•·‣▪●○◦–*-]\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{N} /().'-]{0,30}[:：]\s*\S")]
    private static partial Regex Labelled();
}
