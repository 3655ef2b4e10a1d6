using Assistant.MediaWorker.Documents.Packages;
using Assistant.MediaWorker.Documents.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using TableCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>One run of text in a document (the body, a header): its paragraphs and tables in order, with what hangs on them.</summary>
internal sealed class WordStory(DocumentFile file, MainDocumentPart main, OpenXmlPart? part = null, string? name = null)
{
    private const int DeepestBlock = 30;
    private const int LongestBoldHeading = 80;
    private readonly WordStyles _styles = new(main);
    private readonly WordNumbering _numbering = new(main);
    private readonly HeadingPath _headings = new();

    private SourcePosition At => new() { Heading = _headings.Current, Part = name };

    public IEnumerable<DocumentPart> Blocks(OpenXmlElement parent, int depth)
    {
        if (depth > DeepestBlock)
        {
            yield return new GapPart(AttachmentProblem.TooLong, $"blocks nested deeper than {DeepestBlock}");
            yield break;
        }
        foreach (var child in parent.ChildElements)
        {
            var parts = child switch
            {
                Paragraph paragraph => Paragraph(paragraph, depth),
                Table table => Table(table, depth),
                SdtBlock { SdtContentBlock: { } content } => Blocks(content, depth + 1),
                CustomXmlBlock or InsertedRun or MoveToRun => Blocks(child, depth + 1),
                AltChunk => [new GapPart(AttachmentProblem.Unsupported, "an embedded document")],
                _ => [],
            };
            foreach (var piece in parts)
                yield return piece;
        }
    }

    private IEnumerable<DocumentPart> Paragraph(Paragraph paragraph, int depth)
    {
        var shown = WordText.Of(paragraph);
        if (shown.Text.Length > 0 && !_styles.IsNamed(paragraph, "toc "))
            yield return Block(paragraph, shown.Text);
        foreach (var piece in Attached(shown, depth))
            yield return piece;
    }

    private TextPart Block(Paragraph paragraph, string text)
    {
        var number = _numbering.Next(_styles.Numbering(paragraph));
        var numbered = string.IsNullOrEmpty(number) ? text : $"{number} {text}";
        if (name is null && (_styles.HeadingLevel(paragraph) ?? BoldHeadingLevel(paragraph, text, number)) is { } level)
        {
            _headings.Enter(level, numbered);
            return TextParts.Heading(numbered, level, At);
        }
        if (_styles.IsNamed(paragraph, "caption"))
            return TextParts.Caption(numbered, At);
        return number is not null || _styles.IsNamed(paragraph, "list bullet") || _styles.IsNamed(paragraph, "list number")
            ? TextParts.ListItem(numbered, At)
            : TextParts.Paragraph(text, At);
    }

    /// <summary>Many documents have no heading styles: a short line all in bold above ordinary text is one.</summary>
    private int? BoldHeadingLevel(Paragraph paragraph, string text, string? number)
    {
        if (text.Length > LongestBoldHeading || number == "" || text.Contains('\n') || text[^1] is '.' or '。' or ',' or ';' or '!' || text.IndexOfAny([':', '：']) is >= 0 and var colon && colon < text.Length - 1)
            return null;
        if (paragraph.Parent is not Body || !_styles.IsBold(paragraph) || !text.Any(char.IsLetter))
            return null;
        var next = paragraph.ElementsAfter().FirstOrDefault(element => element is Table || element is Paragraph { InnerText.Length: > 0 });
        return next is Table || (next is Paragraph following && !_styles.IsBold(following)) ? 6 : null;
    }

    private IEnumerable<DocumentPart> Attached(WordText shown, int depth)
    {
        foreach (var box in shown.TextBoxes)
        {
            foreach (var piece in Blocks(box, depth + 1))
                yield return piece;
        }
        foreach (var id in shown.Pictures)
        {
            if ((part ?? main).TryGetPartById(id, out var found) && found is ImagePart image)
            {
                foreach (var piece in EmbeddedPictures.Of(file, OfficePackage.Bytes(image, file.Limits), At))
                    yield return piece;
            }
        }
        foreach (var piece in shown.Figures.SelectMany(figure => OfficeFigures.Read(file, part ?? main, figure, At)))
            yield return piece;
        var footnotes = shown.Footnotes.Select(id => (OpenXmlElement?)main.FootnotesPart?.Footnotes?.Elements<Footnote>().FirstOrDefault(note => note.Id?.Value == id));
        var endnotes = shown.Endnotes.Select(id => (OpenXmlElement?)main.EndnotesPart?.Endnotes?.Elements<Endnote>().FirstOrDefault(note => note.Id?.Value == id));
        foreach (var note in footnotes.Concat(endnotes).OfType<OpenXmlElement>())
            yield return TextParts.Note(Text(note), At);
        foreach (var comment in shown.Comments.Select(id => main.WordprocessingCommentsPart?.Comments?.Elements<Comment>().FirstOrDefault(c => c.Id?.Value == id)).OfType<Comment>())
            yield return new TextPart(new EvidenceBlock(Text(comment), At with { Part = "comment" }, BlockRole.Note) { Speaker = comment.Author?.Value });
    }

    private IEnumerable<DocumentPart> Table(Table table, int depth)
    {
        if (WordTable.IsFrame(table))
        {
            foreach (var piece in WordTable.AllCells(table).SelectMany(cell => Blocks(cell, depth + 1)))
                yield return piece;
            yield break;
        }
        foreach (var piece in TableParts.Of(file, WordTable.Cells(table, At, _styles, CellText)))
            yield return piece;
        foreach (var cell in WordTable.AllCells(table))
        {
            foreach (var piece in cell.Elements<Table>().SelectMany(inner => Table(inner, depth + 1)))
                yield return piece;
            foreach (var piece in cell.Elements<Paragraph>().SelectMany(paragraph => Attached(WordText.Of(paragraph), depth)))
                yield return piece;
        }
    }

    private string CellText(TableCell cell) => string.Join('\n', cell.Elements<Paragraph>().Concat(cell.Elements<SdtBlock>().SelectMany(block => block.Descendants<Paragraph>())).Select(Numbered).Where(text => text.Length > 0));

    private string Numbered(Paragraph paragraph)
    {
        var text = WordText.Of(paragraph).Text;
        return text.Length > 0 && _numbering.Next(_styles.Numbering(paragraph)) is { Length: > 0 } number ? $"{number} {text}" : text;
    }

    private static string Text(OpenXmlElement note) => string.Join('\n', note.Descendants<Paragraph>().Select(paragraph => WordText.Of(paragraph).Text).Where(text => text.Length > 0));
}
