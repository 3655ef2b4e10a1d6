using UglyToad.PdfPig;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>A pdf page by page: its text in reading order with boxes in points from the top left; pages without text are pictures for OCR.</summary>
internal static class PdfReader
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var pdf = PdfDocument.Open(file.ReadAll(), new ParsingOptions { UseLenientParsing = true });
        var pages = Math.Min(pdf.NumberOfPages, file.Limits.MaxPages);
        using var pictures = new PdfPictures(file);
        var form = new PdfForm(pdf);
        var text = new PdfPage(file, PdfStyle.Of(pdf, file.CancellationToken), new HeadingPath());
        for (var number = 1; number <= pages; number++)
        {
            var page = pdf.GetPage(number);
            var letters = PageWords.Letters(page, PdfPictures.CoversPage(page));
            var parts = PdfPictures.IsScan(page, letters) ? pictures.Whole(page) : text.Read(page, letters, form.Words(page)).Concat(pictures.Within(page, letters));
            foreach (var part in parts)
                yield return part;
            yield return new ProgressPart(number, pdf.NumberOfPages);
        }
        if (pdf.NumberOfPages > pages)
            yield return new GapPart(AttachmentProblem.TooManyPages, $"{BoundedParts.Number(pages + 1)} to {BoundedParts.Number(pdf.NumberOfPages)}");
    }
}
