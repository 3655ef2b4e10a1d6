using Assistant.MediaWorker.Documents.Excel;
using Assistant.MediaWorker.Documents.Mail;
using Assistant.MediaWorker.Documents.Packages;
using Assistant.MediaWorker.Documents.Pdf;
using Assistant.MediaWorker.Documents.PlainText;
using Assistant.MediaWorker.Documents.PowerPoint;
using Assistant.MediaWorker.Documents.Web;
using Assistant.MediaWorker.Documents.Word;

namespace Assistant.MediaWorker.Documents;

/// <summary>Reads a document of any supported format into parts with their places. The content tells the format; the name only helps among kinds of text.</summary>
internal static class DocumentReaders
{
    /// <summary>Parts in reading order, as they are read. What is left out is said by a <see cref="GapPart"/>.</summary>
    /// <exception cref="MediaException">Nothing of it could be read; the category says why.</exception>
    public static IEnumerable<DocumentPart> Read(string path, string name, string contentType, WorkerLimits limits, CancellationToken cancellationToken)
    {
        var file = new DocumentFile(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), name, contentType, limits, cancellationToken);
        return new BoundedParts(limits).Of(ReadingFailures.Guard(Read(file), cancellationToken), cancellationToken);
    }

    /// <summary>The unbounded parts of a file; also for a file inside another one.</summary>
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        foreach (var part in Reader(file))
        {
            file.CancellationToken.ThrowIfCancellationRequested();
            yield return part;
        }
    }

    private static IEnumerable<DocumentPart> Reader(DocumentFile file) => FormatSniffer.Of(file) switch
    {
        DocumentKind.Pdf => PdfReader.Read(file),
        DocumentKind.Word => WordReader.Read(file),
        DocumentKind.Excel => WorkbookReader.Read(file),
        DocumentKind.PowerPoint => SlideReader.Read(file),
        DocumentKind.OpenDocument => OpenDocumentReader.Read(file),
        DocumentKind.RichText => RichTextReader.Read(file),
        DocumentKind.Mail => MailReader.Read(file),
        DocumentKind.Html => HtmlReader.Read(file),
        DocumentKind.Xml => XmlTextReader.Read(file),
        DocumentKind.Json => JsonReader.Read(file),
        DocumentKind.Markdown => MarkdownReader.Read(file),
        DocumentKind.Table => SeparatedReader.Read(file),
        DocumentKind.Picture => EmbeddedPictures.WholeFile(file),
        _ => PlainTextReader.Read(file),
    };
}
