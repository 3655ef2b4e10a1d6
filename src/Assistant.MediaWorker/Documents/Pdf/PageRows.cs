using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Puts words that stand on one line into rows, and cuts rows at wide gaps into segments.</summary>
internal static partial class PageRows
{
    /// <summary>Gaps in font sizes. Between words drawn with a space, however far the line is stretched; without one where others have one; where none has.</summary>
    private const double StretchedGap = 2.2, CellGap = .32, PlainGap = .95;
    private const int SpacesOfAColumn = 3;

    /// <summary>Share of a word's height that has to lie within the row; raised and lowered figures do.</summary>
    private const double SameRow = .65;

    public static List<List<PdfSegment>> Of(IReadOnlyCollection<PdfWord> words)
    {
        var rows = new List<List<PdfWord>>();
        foreach (var word in words.OrderByDescending(word => word.Size).ThenBy(word => word.Box.Y0).ThenBy(word => word.Box.X0))
        {
            if (rows.Find(row => IsOn(row, word)) is { } fitting)
                fitting.Add(word);
            else
                rows.Add([word]);
        }
        var spaced = words.Count(word => word.SpacesAfter > 0) * 4 > words.Count;
        return [.. rows.Select(row => Segments(row, spaced)).OrderBy(row => row.Min(segment => segment.Box.Y0))];
    }

    private static bool IsOn(List<PdfWord> row, PdfWord word)
    {
        var first = row[0];
        if (Math.Min(first.Box.Y1, word.Box.Y1) - Math.Max(first.Box.Y0, word.Box.Y0) < SameRow * word.Box.Height)
            return false;
        return word.Size > first.Size * .75 || Math.Abs(word.Baseline - first.Baseline) < first.Size * .15
            || row.Exists(other => Math.Abs(other.Box.X1 - word.Box.X0) < other.Size * .25 || Math.Abs(word.Box.X1 - other.Box.X0) < other.Size * .25);
    }

    private static List<PdfSegment> Segments(List<PdfWord> words, bool spaced)
    {
        var segments = new List<PdfSegment>();
        var current = new List<PdfWord>();
        foreach (var word in words.OrderBy(word => word.Box.X0))
        {
            if (current.Count > 0 && IsCut(current, word, spaced))
            {
                segments.Add(new(current));
                current = [];
            }
            current.Add(word);
        }
        segments.Add(new(current));
        return segments;
    }

    private static bool IsCut(List<PdfWord> before, PdfWord word, bool spaced)
    {
        var last = before[^1];
        var gap = (word.Box.X0 - last.Box.X1) / Math.Max(word.Size, last.Size);
        if (before.Count == 1 && gap < StretchedGap * 1.5 && ListMark().IsMatch(last.Text))
            return false;
        return gap > (last.SpacesAfter is > 0 and < SpacesOfAColumn ? StretchedGap : spaced ? CellGap : PlainGap) && (last.SpacesAfter > 0 || gap > PlainGap || !CleanText.IsWide(word.Text[0]));
    }

    /// <summary>A bullet or number stands apart from its item and belongs to it.</summary>
    [GeneratedRegex(@"^(?:[•·‣▪●○◦–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$")]
    private static partial Regex ListMark();
}
