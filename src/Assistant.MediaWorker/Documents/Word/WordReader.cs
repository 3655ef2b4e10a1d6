using Assistant.MediaWorker.Documents.Packages;
using DocumentFormat.OpenXml.Packaging;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>A Word document as it is printed: text under its headings, lists with their numbers, tables, notes, text boxes, pictures; then headers and footers, each once.</summary>
internal static class WordReader
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var stream = file.OpenCopy();
        using var document = WordprocessingDocument.Open(stream, isEditable: true, OfficePackage.Settings(file));
        if (document.MainDocumentPart is not { Document.Body: { } body } main)
            throw new MediaException(AttachmentProblem.Damaged);
        var story = new WordStory(file, main);
        foreach (var part in story.Blocks(body, 0))
            yield return part;
        foreach (var part in Margins(file, main))
            yield return part;
    }

    /// <summary>Page numbers alone say nothing; what stands on every page is said once.</summary>
    private static IEnumerable<DocumentPart> Margins(DocumentFile file, MainDocumentPart main)
    {
        var said = new HashSet<string>();
        var headers = main.HeaderParts.Select(part => (Part: (OpenXmlPart)part, Root: (DocumentFormat.OpenXml.OpenXmlElement?)part.Header, Name: "header"));
        var footers = main.FooterParts.Select(part => (Part: (OpenXmlPart)part, Root: (DocumentFormat.OpenXml.OpenXmlElement?)part.Footer, Name: "footer"));
        foreach (var margin in headers.Concat(footers))
        {
            if (margin.Root is null)
                continue;
            foreach (var part in new WordStory(file, main, margin.Part, margin.Name).Blocks(margin.Root, 0))
            {
                if (part is not TextPart text || (text.Block.Text.Any(char.IsLetter) && said.Add(text.Block.Text)))
                    yield return part;
            }
        }
    }
}
