using System.Text;
using Assistant.MediaWorker.Documents.Packages;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using GraphicData = DocumentFormat.OpenXml.Drawing.GraphicData;
using MathText = DocumentFormat.OpenXml.Math.Text;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>The shown text of a paragraph, and what hangs on it: text boxes, pictures, footnotes. Deleted and hidden text is not shown.</summary>
internal sealed class WordText
{
    private const int DeepestElement = 60;
    private readonly StringBuilder _text = new();

    public string Text => CleanText.Of(_text.ToString(), keepLines: true);
    public List<TextBoxContent> TextBoxes { get; } = [];
    public List<string> Pictures { get; } = [];
    public List<GraphicData> Figures { get; } = [];
    public List<long> Footnotes { get; } = [];
    public List<long> Endnotes { get; } = [];
    public List<string> Comments { get; } = [];

    public static WordText Of(Paragraph paragraph)
    {
        var text = new WordText();
        text.Children(paragraph, 0);
        return text;
    }

    private void Children(OpenXmlElement parent, int depth)
    {
        if (depth > DeepestElement)
            return;
        foreach (var child in parent.ChildElements)
            Element(child, depth + 1);
    }

    private void Element(OpenXmlElement element, int depth)
    {
        switch (element)
        {
            case ParagraphProperties or RunProperties or DeletedRun or MoveFromRun or DeletedText or FieldCode or RubyContent:
                break;
            case Run run when WordStyles.IsOn(run.RunProperties?.Vanish):
                break;
            case Text text:
                _text.Append(text.Text);
                break;
            case MathText math:
                _text.Append(math.Text);
                break;
            case TabChar or PositionalTab:
                _text.Append('\t');
                break;
            case Break or CarriageReturn:
                _text.Append('\n');
                break;
            case NoBreakHyphen:
                _text.Append('-');
                break;
            case FootnoteReference { Id.Value: var id }:
                Footnotes.Add(id);
                break;
            case EndnoteReference { Id.Value: var id }:
                Endnotes.Add(id);
                break;
            case CommentReference { Id.Value: { } id }:
                Comments.Add(id);
                break;
            case TextBoxContent box:
                TextBoxes.Add(box);
                break;
            case AlternateContent alternate:
                Alternate(alternate, depth);
                break;
            case GraphicData data when OfficeFigures.Is(data):
                Figures.Add(data);
                break;
            case DocumentFormat.OpenXml.Drawing.Blip { Embed.Value: { } picture }:
                Pictures.Add(picture);
                break;
            case DocumentFormat.OpenXml.Vml.ImageData { RelationshipId.Value: { } picture }:
                Pictures.Add(picture);
                break;
            default:
                Children(element, depth);
                break;
        }
    }

    /// <summary>The same drawing stands there twice, for new and old programs: one of them is read.</summary>
    private void Alternate(AlternateContent alternate, int depth)
    {
        OpenXmlElement? chosen = alternate.GetFirstChild<AlternateContentChoice>();
        chosen ??= alternate.GetFirstChild<AlternateContentFallback>();
        if (chosen is not null)
            Children(chosen, depth);
    }
}
