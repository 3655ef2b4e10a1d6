using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Builds a presentation from the XML of its slides' shapes.</summary>
internal static class SlideFile
{
    private const string Namespaces = """
        xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        """;

    /// <param name="slides">Shapes and notes of each slide, in the order of the parts; shown in the reverse order of creation when <paramref name="reversed"/>.</param>
    public static byte[] Of(bool reversed, params (string Shapes, string? Notes)[] slides)
    {
        using var stream = new MemoryStream();
        using (var document = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            var show = document.AddPresentationPart();
            foreach (var (index, slide) in slides.Index())
            {
                var part = show.AddNewPart<SlidePart>($"s{index}");
                Write(part, $"<p:sld {Namespaces}><p:cSld>{Tree(slide.Shapes)}</p:cSld></p:sld>");
                if (slide.Notes is { } notes)
                    Write(part.AddNewPart<NotesSlidePart>(), $"<p:notes {Namespaces}><p:cSld>{Tree(Shape(notes, "<p:ph type=\"body\"/>"))}</p:cSld></p:notes>");
            }
            var ids = Enumerable.Range(0, slides.Length).Select(index => $"<p:sldId id=\"{256 + index}\" r:id=\"s{(reversed ? slides.Length - 1 - index : index)}\"/>");
            Write(show, $"<p:presentation {Namespaces}><p:sldIdLst>{string.Concat(ids)}</p:sldIdLst></p:presentation>");
        }
        return stream.ToArray();
    }

    public static string Title(string text) => Shape(text, "<p:ph type=\"title\"/>");

    public static string Box(string text, long x, long y) => Shape(text, "", $"<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"10\" cy=\"10\"/></a:xfrm>");

    public static string Shape(string text, string placeholder, string place = "") =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"x\"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{string.Concat(text.Split('\n').Select(Paragraph))}</p:txBody></p:sp>";

    public static string Table(params string[][] rows) =>
        $"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"9\" name=\"t\"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x=\"0\" y=\"2000000\"/><a:ext cx=\"1\" cy=\"1\"/></p:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid/>{string.Concat(rows.Select(row => $"<a:tr h=\"1\">{string.Concat(row.Select(cell => $"<a:tc><a:txBody><a:bodyPr/>{Paragraph(cell)}</a:txBody></a:tc>"))}</a:tr>"))}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>";

    private static string Paragraph(string text) => $"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>";

    private static string Tree(string shapes) => $"<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree>";

    private static void Write(OpenXmlPart part, string xml)
    {
        using var writer = new StreamWriter(part.GetStream(FileMode.Create));
        writer.Write(xml);
    }
}
