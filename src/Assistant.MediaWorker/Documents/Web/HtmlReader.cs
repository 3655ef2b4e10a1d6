using System.Text;
using AngleSharp.Dom;
using Assistant.MediaWorker.Documents.PlainText;
using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Web;

/// <summary>A web page as it is shown: headings, paragraphs, lists, tables with spans; no scripts, styles, menus or hidden parts.</summary>
internal sealed class HtmlReader
{
    private const int DeepestElement = 400;
    private readonly DocumentFile _file;
    private SourcePosition _place;
    private HeadingPath _headings = new();
    private readonly StringBuilder _line = new();
    private bool _tooDeep;

    private HtmlReader(DocumentFile file, SourcePosition place) => (_file, _place) = (file, place);

    public static IEnumerable<DocumentPart> Read(DocumentFile file) => Read(file, TextDecoding.Decode(file.ReadAll()), new SourcePosition());

    public static IEnumerable<DocumentPart> Read(DocumentFile file, string html, SourcePosition place)
    {
        var page = HtmlText.Parse(html, file.CancellationToken);
        return page.Body is { } body ? new HtmlReader(file, place).Page(page, body) : [];
    }

    private SourcePosition At => _place with { Heading = _headings.Current ?? _place.Heading };

    private IEnumerable<DocumentPart> Page(IDocument page, IElement body)
    {
        if (page.Title is { Length: > 0 } title && body.QuerySelector("h1") is null)
            yield return Heading(CleanText.Of(title), 1);
        foreach (var part in Children(body, 0).Concat(Flush(BlockRole.Paragraph)))
            yield return part;
        if (_tooDeep)
            yield return new GapPart(AttachmentProblem.TooLong, $"elements nested deeper than {DeepestElement}");
    }

    private TextPart Heading(string text, int level)
    {
        _headings.Enter(level, text);
        return TextParts.Heading(text, level, At);
    }

    private IEnumerable<DocumentPart> Children(INode parent, int depth)
    {
        if (depth > DeepestElement)
        {
            _tooDeep = true;
            yield break;
        }
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
                _line.Append(parent is IElement { LocalName: "pre" } ? text.Data : string.Join(' ', text.Data.Split('\n')));
            else if (node is IElement element && !HtmlElements.IsSkipped(element))
            {
                foreach (var part in Element(element, depth))
                    yield return part;
            }
        }
    }

    private IEnumerable<DocumentPart> Element(IElement element, int depth)
    {
        var name = element.LocalName;
        if (name == "br")
        {
            _line.Append('\n');
            return [];
        }
        if (name == "img" && element.GetAttribute("alt") is { Length: > 0 } description)
            _line.Append(' ').Append(description).Append(' ');
        if (!HtmlElements.IsBlock(name))
            return Children(element, depth + 1);
        return Block(element, name, depth);
    }

    private IEnumerable<DocumentPart> Block(IElement element, string name, int depth)
    {
        foreach (var part in Flush(BlockRole.Paragraph))
            yield return part;
        foreach (var part in Inside(element, name, depth))
            yield return part;
    }

    private IEnumerable<DocumentPart> Inside(IElement element, string name, int depth)
    {
        if (name is ['h', >= '1' and <= '6'])
            return CleanText.Of(element.TextContent) is { Length: > 0 } text ? [Heading(text, name[1] - '0')] : [];
        if (name == "table" && !HtmlElements.IsLayout(element))
            return Table(element);
        if (name == "dl" && HtmlTable.Definitions(element, At) is { Count: > 0 } cells)
            return TableParts.Of(_file, cells);
        if (name is "aside" or "footer" || (name == "header" && element.ParentElement?.LocalName == "body"))
            return Margin(element, name == "aside" ? "sidebar" : name, depth);
        if (name == "li")
            _line.Append(HtmlElements.Number(element));
        return Children(element, depth + 1).Concat(Flush(HtmlElements.Role(name)));
    }

    /// <summary>What stands beside a page's text does not belong under its headings.</summary>
    private IEnumerable<DocumentPart> Margin(IElement element, string name, int depth)
    {
        var outside = (_headings, _place);
        (_headings, _place) = (new HeadingPath(), _place with { Part = _place.Part is null ? name : $"{_place.Part}, {name}" });
        foreach (var part in Children(element, depth + 1).Concat(Flush(BlockRole.Paragraph)))
            yield return part;
        (_headings, _place) = outside;
    }

    private IEnumerable<DocumentPart> Table(IElement table)
    {
        if (table.QuerySelector("caption") is { } caption && CleanText.Of(caption.TextContent) is { Length: > 0 } text)
            yield return TextParts.Caption(text, At);
        foreach (var part in TableParts.Of(_file, HtmlTable.Cells(table, At)))
            yield return part;
    }

    private IEnumerable<DocumentPart> Flush(BlockRole role)
    {
        var text = role == BlockRole.Code ? _line.ToString().Trim('\n', '\r') : CleanText.Of(_line.ToString(), keepLines: true);
        _line.Clear();
        if (text.Length > 0)
            yield return new TextPart(new EvidenceBlock(text, At, role));
    }
}
