using Assistant.MediaWorker.Documents.Packages;
using Assistant.MediaWorker.Documents.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace Assistant.MediaWorker.Documents.PowerPoint;

/// <summary>A presentation, slide by slide in order: title, text in reading order, tables, pictures, then the speaker's notes.</summary>
internal static class SlideReader
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var stream = file.OpenCopy();
        using var document = PresentationDocument.Open(stream, isEditable: true, OfficePackage.Settings(file));
        if (document.PresentationPart is not { Presentation: { } show } presentation)
            throw new MediaException(AttachmentProblem.Damaged);
        var slides = show.SlideIdList?.Elements<SlideId>().Select(id => id.RelationshipId?.Value).OfType<string>().ToArray() ?? [];
        foreach (var (index, id) in slides.Take(file.Limits.MaxPages).Index())
        {
            if (presentation.TryGetPartById(id, out var found) && found is SlidePart slide)
            {
                foreach (var part in Slide(file, slide, index + 1))
                    yield return part;
            }
            yield return new ProgressPart(index + 1, slides.Length);
        }
        if (slides.Length > file.Limits.MaxPages)
            yield return new GapPart(AttachmentProblem.TooManyPages, $"slides {BoundedParts.Number(file.Limits.MaxPages + 1)} to {BoundedParts.Number(slides.Length)}");
    }

    private static IEnumerable<DocumentPart> Slide(DocumentFile file, SlidePart slide, int number)
    {
        var place = new SourcePosition { Slide = number };
        if (slide.Slide?.CommonSlideData?.ShapeTree is { } tree)
        {
            foreach (var shape in SlideShape.InReadingOrder(tree))
            {
                foreach (var part in Shape(file, slide, shape.Element, place))
                {
                    if (part is TextPart { Block: { Role: BlockRole.Heading, Text: var title } })
                        place = place with { Heading = CleanText.Of(title) };
                    yield return part;
                }
            }
        }
        foreach (var part in Notes(slide, place with { Part = "notes" }))
            yield return part;
    }

    private static IEnumerable<DocumentPart> Shape(DocumentFile file, SlidePart slide, OpenXmlElement element, SourcePosition place) => element switch
    {
        Shape shape when IsFurniture(shape) => [],
        Shape shape when SlideShape.IsTitle(shape) => Title(shape, place),
        Shape shape => Text(shape, place).Concat(Pictures(file, slide, shape, place)),
        GraphicFrame frame => frame.Descendants<Drawing.Table>().SelectMany(table => TableParts.Of(file, SlideTable.Cells(table, place))).Concat(frame.Descendants<Drawing.GraphicData>().Where(OfficeFigures.Is).SelectMany(data => OfficeFigures.Read(file, slide, data, place))),
        _ => Pictures(file, slide, element, place),
    };

    private static IEnumerable<DocumentPart> Title(Shape shape, SourcePosition place)
    {
        var text = string.Join(' ', SlideText.Lines(shape.TextBody));
        if (text.Length > 0)
            yield return TextParts.Heading(text, 1, place with { Heading = CleanText.Of(text) });
    }

    private static IEnumerable<DocumentPart> Text(Shape shape, SourcePosition place)
    {
        var lines = SlideText.Lines(shape.TextBody).ToArray();
        var isList = SlideShape.Placeholder(shape) is { } placeholder && placeholder.Type?.Value != PlaceholderValues.SubTitle && lines.Length > 1;
        return lines.Select(line => isList ? TextParts.ListItem(line, place) : TextParts.Paragraph(line, place));
    }

    /// <summary>The slide's number, date and footer.</summary>
    private static bool IsFurniture(Shape shape) =>
        SlideShape.Placeholder(shape)?.Type?.Value is { } type && (type == PlaceholderValues.SlideNumber || type == PlaceholderValues.DateAndTime || type == PlaceholderValues.Footer);

    private static IEnumerable<DocumentPart> Pictures(DocumentFile file, SlidePart slide, OpenXmlElement element, SourcePosition place) =>
        element.Descendants<Drawing.Blip>().Select(blip => blip.Embed?.Value).OfType<string>()
            .SelectMany(id => slide.TryGetPartById(id, out var part) && part is ImagePart image ? EmbeddedPictures.Of(file, OfficePackage.Bytes(image, file.Limits), place) : []);

    private static IEnumerable<DocumentPart> Notes(SlidePart slide, SourcePosition place) =>
        (slide.NotesSlidePart?.NotesSlide?.CommonSlideData?.ShapeTree?.Elements<Shape>() ?? [])
            .Where(shape => SlideShape.Placeholder(shape)?.Type?.Value == PlaceholderValues.Body)
            .SelectMany(shape => SlideText.Lines(shape.TextBody))
            .Select(line => TextParts.Note(line, place));
}
