using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Puts words that stand on one height into rows, and cuts rows at wide gaps into segments.</summary>
internal static partial class PageRows
{
    /// <summary>In font sizes; spaces between words of justified text are narrower, gaps between columns wider.</summary>
    private const double WideGap = .95;

    /// <summary>Share of a word's height that has to lie within the row; raised and lowered figures do.</summary>
    private const double SameRow = .65;

    public static List<List<PdfSegment>> Of(IEnumerable<PdfWord> words)
    {
        var rows = new List<(Box Box, List<PdfWord> Words)>();
        foreach (var word in words.OrderByDescending(word => word.Size).ThenBy(word => word.Box.CenterY))
        {
            var index = rows.FindIndex(row => Math.Min(row.Box.Y1, word.Box.Y1) - Math.Max(row.Box.Y0, word.Box.Y0) > SameRow * word.Box.Height);
            if (index < 0)
                rows.Add((word.Box, [word]));
            else
                rows[index].Words.Add(word);
        }
        return rows.ConvertAll(row => Segments(row.Words)).OrderBy(row => row.Min(segment => segment.Box.Y0)).ToList();
    }

    private static List<PdfSegment> Segments(List<PdfWord> words)
    {
        var segments = new List<PdfSegment>();
        var current = new List<PdfWord>();
        foreach (var word in words.OrderBy(word => word.Box.X0))
        {
            if (current.Count > 0 && word.Box.X0 - current[^1].Box.X1 > WideGap * Math.Max(word.Size, current[^1].Size) && !(current.Count == 1 && ListMark().IsMatch(current[0].Text)))
            {
                segments.Add(new(current));
                current = [];
            }
            current.Add(word);
        }
        segments.Add(new(current));
        return segments;
    }

    /// <summary>A bullet or number stands apart from its item and belongs to it.</summary>
    [GeneratedRegex(@"^(?:[•·‣▪●○◦–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$")]
    private static partial Regex ListMark();
}
