using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Builds a Word document from the XML of its body.</summary>
internal static class WordFile
{
    private const string Namespaces = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
        """;

    private const string Styles = """
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="House heading"/><w:basedOn w:val="berschrift2"/></w:style>
        """;

    private const string Numbering = """
        <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        """;

    /// <summary>Quarters and their revenue.</summary>
    private const string Chart = """
        <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Revenue by quarter</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>
        <c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Revenue</c:v></c:pt></c:strCache></c:strRef></c:tx>
        <c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Q1</c:v></c:pt><c:pt idx="1"><c:v>Q2</c:v></c:pt></c:strCache></c:strRef></c:cat>
        <c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt idx="0"><c:v>120</c:v></c:pt><c:pt idx="1"><c:v>145</c:v></c:pt></c:numCache></c:numRef></c:val>
        </c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>
        """;

    private const string Diagram = """
        <dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>
        <dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>Chair: </a:t></a:r><a:r><a:t>Mara</a:t></a:r></a:p></dgm:t></dgm:pt>
        <dgm:pt modelId="2"><dgm:prSet phldr="1"/><dgm:t><a:bodyPr/><a:p><a:r><a:t>[Text]</a:t></a:r></a:p></dgm:t></dgm:pt>
        </dgm:ptLst></dgm:dataModel>
        """;

    /// <param name="picture">PNG bytes that the body refers to as "rIdPicture".</param>
    /// <param name="figures">There is a chart "rIdChart" and a diagram "rIdDiagram".</param>
    public static byte[] Of(string body, string? footnote = null, string? footer = null, byte[]? picture = null, string? comment = null, bool figures = false)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            Write(main, $"<w:document {Namespaces}><w:body>{body}</w:body></w:document>");
            Write(main.AddNewPart<StyleDefinitionsPart>(), $"<w:styles {Namespaces}>{Styles}</w:styles>");
            Write(main.AddNewPart<NumberingDefinitionsPart>(), $"<w:numbering {Namespaces}>{Numbering}</w:numbering>");
            if (footnote is not null)
                Write(main.AddNewPart<FootnotesPart>(), $"<w:footnotes {Namespaces}><w:footnote w:id=\"2\">{Paragraph(footnote)}</w:footnote></w:footnotes>");
            if (comment is not null)
                Write(main.AddNewPart<WordprocessingCommentsPart>(), $"<w:comments {Namespaces}><w:comment w:id=\"5\" w:author=\"Reza\">{Paragraph(comment)}</w:comment></w:comments>");
            if (footer is not null)
            {
                Write(main.AddNewPart<FooterPart>(), $"<w:ftr {Namespaces}>{Paragraph(footer)}</w:ftr>");
                Write(main.AddNewPart<FooterPart>(), $"<w:ftr {Namespaces}>{Paragraph(footer)}</w:ftr>");
            }
            if (figures)
            {
                Write(main.AddNewPart<ChartPart>("rIdChart"), Chart);
                Write(main.AddNewPart<DiagramDataPart>("rIdDiagram"), Diagram);
            }
            if (picture is not null)
                main.AddImagePart(ImagePartType.Png, "rIdPicture").FeedData(new MemoryStream(picture));
        }
        return stream.ToArray();
    }

    public static string Paragraph(string text, string? style = null, string properties = "") =>
        $"<w:p><w:pPr>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static string Item(string text, int list, int level = 0) => Paragraph(text, null, $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");

    public static string Table(params string[] rows) => $"<w:tbl><w:tblPr/><w:tblGrid/>{string.Concat(rows.Select(row => $"<w:tr>{row}</w:tr>"))}</w:tbl>";

    public static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{Paragraph(text)}</w:tc>";

    /// <param name="kind">Of what is drawn from data: "drawingml/2006/chart"; null for a picture or a text box.</param>
    public static string Drawing(string graphic, string? kind = null) =>
        $"<w:drawing><wp:inline><a:graphic><a:graphicData{(kind is null ? "" : $" uri=\"http://schemas.openxmlformats.org/{kind}\"")}>{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>";

    private static void Write(OpenXmlPart part, string xml)
    {
        using var writer = new StreamWriter(part.GetStream(FileMode.Create));
        writer.Write(xml);
    }
}
