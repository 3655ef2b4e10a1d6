using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Puts the segments that are in no table together to paragraphs.</summary>
internal static class PageBlocks
{
    private const int LongestLabel = 60;

    public static List<PdfBlock> Of(List<List<PdfSegment>> rows)
    {
        var segments = rows.SelectMany(row => IsLabelWithValue(row) ? [row[0].With(row[1])] : row.AsEnumerable()).OrderBy(segment => segment.Box.Y0).ToList();
        var leading = Leading(segments);
        var blocks = new List<PdfBlock>();
        foreach (var segment in segments)
        {
            var fitting = blocks.AsEnumerable().Reverse().Take(40).Where(block => block.Takes(segment, leading)).MinBy(block => Math.Abs(block.Box.X0 - segment.Box.X0));
            if (fitting is null)
                blocks.Add(new(segment));
            else
                fitting.Add(segment);
        }
        return blocks;
    }

    /// <summary>"Total due ........ 45.00" stays one line, however wide the gap.</summary>
    private static bool IsLabelWithValue(List<PdfSegment> row) =>
        row is [var label, var value] && label.Text.Length <= LongestLabel && value.Text.Length <= LongestLabel / 2 && label.Text.Any(char.IsLetter) && !CellValue.IsValue(label.Text)
        && (CellValue.IsValue(value.Text) || label.Text[^1] is ':' or '：');

    /// <summary>The usual distance from a line to the next beneath it, in font sizes.</summary>
    private static double Leading(List<PdfSegment> segments)
    {
        var distances = new List<double>();
        for (var i = 0; i < segments.Count; i++)
        {
            var line = segments[i];
            var beneath = segments.Skip(i + 1).Take(12).Where(other => other.Box.Y0 > line.Box.CenterY && other.Box.X0 < line.Box.X1 && line.Box.X0 < other.Box.X1 && Math.Abs(other.Size - line.Size) < .1 * line.Size).Select(other => other.Box.Y1 - line.Box.Y1).DefaultIfEmpty(0).Min();
            if (beneath > line.Size * .8 && beneath < line.Size * 2.6)
                distances.Add(beneath / line.Size);
        }
        distances.Sort();
        return distances.Count == 0 ? 1.3 : distances[distances.Count / 3];
    }
}
