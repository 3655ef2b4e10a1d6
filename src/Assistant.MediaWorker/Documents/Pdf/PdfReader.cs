using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>A pdf page by page: its text in reading order with boxes in points from the top left; pages without text are pictures for OCR.</summary>
internal static class PdfReader
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var pdf = PdfDocument.Open(file.ReadAll());
        var pages = Math.Min(pdf.NumberOfPages, file.Limits.MaxPages);
        for (var number = 1; number <= pages; number++)
        {
            foreach (var part in Page(pdf.GetPage(number)))
                yield return part;
            yield return new ProgressPart(number, pdf.NumberOfPages);
        }
        if (pdf.NumberOfPages > pages)
            yield return new GapPart(AttachmentProblem.TooManyPages, $"{BoundedParts.Number(pages + 1)} to {BoundedParts.Number(pdf.NumberOfPages)}");
    }

    private static IEnumerable<DocumentPart> Page(Page page)
    {
        var words = page.GetWords().ToArray();
        if (words.Length == 0)
            yield break;
        var blocks = new DocstrumBoundingBoxes(new DocstrumBoundingBoxes.DocstrumBoundingBoxesOptions { MaxDegreeOfParallelism = 1 }).GetBlocks(words);
        foreach (var block in UnsupervisedReadingOrderDetector.Instance.Get(blocks).OrderBy(block => block.ReadingOrder))
            yield return TextParts.Paragraph(Text(block), new SourcePosition { Page = page.Number, Box = Box(block, page) });
    }

    private static string Text(TextBlock block) => CleanText.Of(block.TextLines.Aggregate("", (text, line) => CleanText.Join(text, line.Text.Trim())));

    private static Box Box(TextBlock block, Page page) =>
        new(block.BoundingBox.Left, page.Height - block.BoundingBox.Top, block.BoundingBox.Right, page.Height - block.BoundingBox.Bottom);
}
