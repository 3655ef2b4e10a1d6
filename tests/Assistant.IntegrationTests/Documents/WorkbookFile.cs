using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Builds a workbook from the XML of its sheets; style n shows numbers by the n-th format, styles after these are bold.</summary>
internal sealed class WorkbookFile(params string[] formats)
{
    private readonly List<(string Name, string State, string Xml)> _sheets = [];

    public int Bold => formats.Length + 1;

    /// <param name="rows">The inside of sheetData.</param>
    /// <param name="before">What stands before it (columns), <paramref name="after"/> behind it (merged cells).</param>
    public WorkbookFile Sheet(string name, string rows, string before = "", string after = "", string state = "visible")
    {
        _sheets.Add((name, state, $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"));
        return this;
    }

    public byte[] Build(bool from1904 = false)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var list = string.Concat(_sheets.Select((sheet, index) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{index + 1}\" state=\"{sheet.State}\" r:id=\"s{index}\"/>"));
            Write(workbook, $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr date1904=\"{(from1904 ? 1 : 0)}\"/><sheets>{list}</sheets></workbook>");
            foreach (var (index, sheet) in _sheets.Index())
                Write(workbook.AddNewPart<WorksheetPart>($"s{index}"), sheet.Xml);
            Write(workbook.AddNewPart<WorkbookStylesPart>(), Styles());
            Write(workbook.AddNewPart<SharedStringTablePart>(), "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>shared</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si></sst>");
        }
        return stream.ToArray();
    }

    public static string Row(int number, params string[] cells) => $"<row r=\"{number}\">{string.Concat(cells)}</row>";

    public static string Words(string reference, string text, int style = 0) => $"<c r=\"{reference}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>";

    public static string Number(string reference, string value, int style = 0) => $"<c r=\"{reference}\" s=\"{style}\"><v>{value}</v></c>";

    private string Styles()
    {
        var codes = string.Concat(formats.Select((code, index) => $"<numFmt numFmtId=\"{164 + index}\" formatCode=\"{System.Security.SecurityElement.Escape(code)}\"/>"));
        var styles = string.Concat(formats.Select((_, index) => $"<xf numFmtId=\"{164 + index}\" fontId=\"0\"/>"));
        return $"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"{formats.Length}\">{codes}</numFmts><fonts><font/><font><b/></font></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" fontId=\"0\"/>{styles}<xf numFmtId=\"0\" fontId=\"1\"/></cellXfs></styleSheet>";
    }

    private static void Write(OpenXmlPart part, string xml)
    {
        using var writer = new StreamWriter(part.GetStream(FileMode.Create));
        writer.Write(xml);
    }
}
