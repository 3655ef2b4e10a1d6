using Assistant.IntegrationTests.Media;
using Assistant.Perception;
using static Assistant.IntegrationTests.Documents.WorkbookFile;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class WorkbookTests(DocumentFixture documents)
{
    private Task<IReadOnlyList<EvidenceBlock>> ReadAsync(byte[] file) => documents.BlocksAsync(file, "book.xlsx");

    [Fact]
    public async Task Header_IsFoundBelowAMergedTitle()
    {
        var book = new WorkbookFile("#,##0.00");
        var blocks = await ReadAsync(book.Sheet("Wages", Row(1, Words("A1", "Wages in May")) + Row(2, Words("A2", "Name"), Words("B2", "Pay"), Words("C2", "Hours")) + Row(3, Words("A3", "Ana"), Number("B3", "1812.5", 1), Number("C3", "141")) + Row(4, Words("A4", "Piet"), Number("B4", "990", 1), Number("C4", "80")),
            after: "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>").Build());

        Assert.Equal(["Name", "Pay", "Hours"], blocks.Headers());
        var pay = blocks.At("Ana", "Pay");
        Assert.Equal(("1,812.50", "Wages", "B3", 3), (pay.Text, pay.Position.Sheet, pay.Position.Cell, pay.Position.Row));
        Assert.Equal((BlockRole.Heading, "A1:C1"), (blocks.Holding("Wages in May").Role, blocks.Holding("Wages in May").Position.Cell));
    }

    [Fact]
    public async Task TwoTablesOnASheet_AreTwoTables()
    {
        var blocks = await ReadAsync(new WorkbookFile().Sheet("Both",
            Row(1, Words("A1", "Town"), Words("B1", "People"), Words("E1", "River"), Words("F1", "Length")) + Row(2, Words("A2", "Orrick"), Number("B2", "4100"), Words("E2", "Tarn"), Number("F2", "88"))
            + Row(3, Words("A3", "Esk"), Number("B3", "920"), Words("E3", "Wend"), Number("F3", "140")) + Row(7, Words("A7", "Year"), Words("B7", "Rain")) + Row(8, Number("A8", "2025"), Number("B8", "711")) + Row(9, Number("A9", "2026"), Number("B9", "802"))).Build());

        Assert.Equal("140", blocks.At("Wend", "Length").Text);
        Assert.Equal("802", blocks.At("2026", "Rain").Text);
        Assert.Equal(3, blocks.Select(block => block.Cell!.Table).Distinct().Count());
    }

    [Fact]
    public async Task TotalBelowAnEmptyRow_BelongsToItsTable()
    {
        var blocks = await ReadAsync(new WorkbookFile().Sheet("Sum", Row(1, Words("A1", "Item"), Words("B1", "Kind"), Words("C1", "Cost")) + Row(2, Words("A2", "Rope"), Words("B2", "tool"), Number("C2", "14")) + Row(3, Words("A3", "Sail"), Words("B3", "part"), Number("C3", "230")) + Row(5, Words("A5", "Total"), Number("C5", "244"))).Build());

        Assert.Equal("244", blocks.At("Total", "Cost").Text);
    }

    [Fact]
    public async Task HiddenSheetsRowsAndColumns_AreNotShown()
    {
        var blocks = await ReadAsync(new WorkbookFile()
            .Sheet("Open", Row(1, Words("A1", "seen"), Words("B1", "hidden column"), Words("C1", "seen too")) + "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><t>hidden row</t></is></c></row>", before: "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>")
            .Sheet("Secret", Row(1, Words("A1", "hidden sheet")), state: "hidden").Build());

        Assert.Equal(["seen", "seen too"], blocks.Select(block => block.Text));
    }

    /// <summary>Not what is hidden and empty: a sheet's unused rows, a sheet for lists that holds none.</summary>
    [Fact]
    public async Task HiddenSheetsRowsAndColumns_ThatHoldText_AreSaidToBeLeftOut()
    {
        var parts = await documents.PartsAsync(new WorkbookFile()
            .Sheet("Open", Row(1, Words("A1", "seen"), Words("B1", "hidden column"), Words("C1", "seen too")) + "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><t>hidden row</t></is></c></row><row r=\"3\" hidden=\"1\"/><row r=\"4\" hidden=\"1\"><c r=\"A4\"><v>7</v></c></row>",
                before: "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"5\" max=\"9\" hidden=\"1\"/></cols>")
            .Sheet("Secret", Row(1, Words("A1", "hidden sheet")), state: "hidden")
            .Sheet("Empty", "", state: "veryHidden").Build(), "book.xlsx");

        var gap = Assert.Single(parts.OfType<GapPart>());
        Assert.Equal((AttachmentProblem.Hidden, "2 rows of sheet Open; 1 column of sheet Open; sheet Secret"), (gap.Problem, gap.Detail));
    }

    [Fact]
    public async Task NothingHidden_HasNoGap()
    {
        var parts = await documents.PartsAsync(new WorkbookFile().Sheet("Open", Row(1, Words("A1", "seen"), Words("B1", "too"))).Build(), "book.xlsx");

        Assert.Empty(parts.OfType<GapPart>());
    }

    [Fact]
    public async Task SharedTextsFormulasAndErrors_AreShownAsStored()
    {
        var blocks = await ReadAsync(new WorkbookFile("0.0%").Sheet("All",
            Row(1, "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" s=\"1\"><f>A9/B9</f><v>0.8423</v></c><c r=\"D1\" t=\"str\"><f>A1&amp;\"!\"</f><v>joined!</v></c><c r=\"E1\" t=\"e\"><v>#N/A</v></c><c r=\"F1\" t=\"b\"><v>1</v></c>")).Build());

        Assert.Equal(["shared", "rich text", "84.2%", "joined!", "#N/A", "TRUE"], blocks.Select(block => block.Text));
    }

    [Theory]
    [InlineData("45365", "dd/mm/yyyy", "14/03/2024")]
    [InlineData("45365.75", "d mmmm yyyy h:mm AM/PM", "14 March 2024 6:00 PM")]
    [InlineData("45365.604861", "yyyy-mm-dd hh:mm", "2024-03-14 14:31")]
    [InlineData("45365", "[$-409]dddd, mmm d;@", "Thursday, Mar 14")]
    [InlineData("45365", "yyyy\"年\"m\"月\"d\"日\"", "2024年3月14日")]
    [InlineData("1.5208333", "[h]:mm", "36:30")]
    [InlineData("0.0104166667", "mm:ss", "15:00")]
    [InlineData("1", "yyyy-mm-dd", "1900-01-01")]
    [InlineData("1234567.891", "#,##0.00", "1,234,567.89")]
    [InlineData("0.5", "#,##0.00", "0.50")]
    [InlineData("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)")]
    [InlineData("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)")]
    [InlineData("-7.5", "0.0", "-7.5")]
    [InlineData("0", "#,##0;-#,##0;\"none\"", "none")]
    [InlineData("1234.5", "[$€-407] #,##0.00", "€ 1,234.50")]
    [InlineData("1234.5", "_-* #,##0.00 [$kr-41D]_-", "1,234.50 kr")]
    [InlineData("99.5", "\"£\"#,##0.00", "£99.50")]
    [InlineData("0.0825", "0.00%", "8.25%")]
    [InlineData("1530000", "0.0,,\"M\"", "1.5M")]
    [InlineData("12500", "#,##0,\"k\"", "13k")]
    [InlineData("42", "0\" pcs\"", "42 pcs")]
    [InlineData("7", "000", "007")]
    [InlineData("5550177", "000-0000", "555-0177")]
    [InlineData("2.5", "# ?/?", "2 1/2")]
    [InlineData("0.000123", "0.00E+00", "1.23E-04")]
    [InlineData("2.675", "0.00", "2.68")]
    [InlineData("3.1", "0.###", "3.1")]
    [InlineData("150", "[>=100]\"high\";[<100]\"low\"", "high")]
    [InlineData("0.30000000000000004", "General", "0.3")]
    [InlineData("1234567890123", "General", "1234567890123")]
    [InlineData("-12.5", "General", "-12.5")]
    public async Task Number_IsShownByItsFormat(string value, string format, string shown)
    {
        var blocks = await ReadAsync(new WorkbookFile(format).Sheet("One", Row(1, Number("A1", value, 1))).Build());

        Assert.Equal(shown, Assert.Single(blocks).Text);
    }

    [Fact]
    public async Task DatesFrom1904_AreShownRight()
    {
        var blocks = await ReadAsync(new WorkbookFile("yyyy-mm-dd").Sheet("Old", Row(1, Number("A1", "43903", 1))).Build(from1904: true));

        Assert.Equal("2024-03-14", Assert.Single(blocks).Text);
    }
}
