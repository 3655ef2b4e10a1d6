using Assistant.MediaWorker.Documents.Tables;
using UglyToad.PdfPig;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>What the first pages show about the whole document: the size of its running text, and which lines stand on every page.</summary>
internal sealed class PdfStyle
{
    private const int PagesLookedAt = 6;
    private const double Margin = .1;
    private readonly Dictionary<double, int> _sizes = [];
    private readonly Dictionary<string, int> _margins = [];
    private readonly HashSet<string> _said = [];

    private double BodySize { get; set; } = 11;

    public static PdfStyle Of(PdfDocument pdf, CancellationToken cancellationToken)
    {
        var style = new PdfStyle();
        for (var number = 1; number <= Math.Min(pdf.NumberOfPages, PagesLookedAt); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = pdf.GetPage(number);
            var rows = PageRows.Of(PageWords.Of(page, PageWords.Letters(page, hasPagePicture: true), upright: true));
            foreach (var segment in rows.SelectMany(row => row))
                style._sizes[SizeOf(segment)] = style._sizes.GetValueOrDefault(SizeOf(segment)) + segment.Text.Length;
            foreach (var line in rows.SelectMany(row => row).Where(segment => IsMargin(segment.Box, page.Height)).Select(segment => WithoutNumbers(segment.Text)).Distinct())
                style._margins[line] = style._margins.GetValueOrDefault(line) + 1;
        }
        if (style._sizes.Count > 0)
            style.BodySize = style._sizes.MaxBy(size => size.Value).Key;
        return style;
    }

    /// <summary>A header or footer that has been said before.</summary>
    public bool IsRepetition(PdfBlock block, double pageHeight) =>
        IsMargin(block.Box, pageHeight) && block.Lines == 1 && WithoutNumbers(block.Text) is var line && _margins.GetValueOrDefault(line) > 1 && !_said.Add(line);

    /// <summary>1 to 4; null for text. Larger than running text, or a short bold line on its own.</summary>
    public int? HeadingLevel(PdfBlock block)
    {
        var text = block.Text;
        if (block.Lines > 3 || text.Length > 150 || !text.Any(char.IsLetter) || CellValue.IsValue(text))
            return null;
        var ratio = block.Size / BodySize;
        if (ratio >= 1.12)
            return ratio >= 1.7 ? 1 : ratio >= 1.35 ? 2 : 3;
        var labelled = text.IndexOfAny([':', '：']) is >= 0 and var colon && colon < text.Length - 1;
        return block.Bold && ratio >= .95 && block.Lines == 1 && text.Length <= 80 && !labelled && text[^1] is not ('.' or '。' or ',' or ';') ? 4 : null;
    }

    private static double SizeOf(PdfSegment segment) => Math.Round(segment.Size * 2) / 2;

    /// <summary>Page numbers differ from page to page.</summary>
    private static string WithoutNumbers(string text) => string.Concat(text.Where(c => !char.IsDigit(c)));

    private static bool IsMargin(Box box, double pageHeight) => box.Y1 < pageHeight * Margin || box.Y0 > pageHeight * (1 - Margin);
}
