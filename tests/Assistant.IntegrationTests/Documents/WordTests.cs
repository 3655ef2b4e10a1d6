using Assistant.IntegrationTests.Media;
using Assistant.Perception;
using static Assistant.IntegrationTests.Documents.WordFile;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class WordTests(DocumentFixture documents)
{
    private Task<IReadOnlyList<EvidenceBlock>> ReadAsync(byte[] file) => documents.BlocksAsync(file, "letter.docx");

    [Fact]
    public async Task Headings_AreKnownByTheirStyleInAnyLanguage()
    {
        var blocks = await ReadAsync(Of(Paragraph("Hausordnung", "berschrift1") + Paragraph("Waschküche", "Mine") + Paragraph("Geöffnet bis 21 Uhr.")));

        Assert.Equal("Hausordnung > Waschküche", blocks.Holding("21 Uhr").Position.Heading);
        Assert.Equal((BlockRole.Heading, 2), (blocks.Holding("Waschküche").Role, blocks.Holding("Waschküche").Level));
    }

    [Fact]
    public async Task BoldLineAboveText_IsAHeading()
    {
        var blocks = await ReadAsync(Of("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Delivery</w:t></w:r></w:p>" + Paragraph("Goods arrive within four days.")));

        Assert.Equal("Delivery", blocks.Holding("four days").Position.Heading);
    }

    [Fact]
    public async Task Lists_HaveTheNumbersThatWordShows()
    {
        var blocks = await ReadAsync(Of(Item("Open the valve", 1) + Item("by hand", 1, 1) + Item("with the key", 1, 1) + Item("Wait", 1) + Item("A bullet", 2)));

        Assert.Equal(["1. Open the valve", "1.a) by hand", "1.b) with the key", "2. Wait", "A bullet"], blocks.Select(block => block.Text));
        Assert.All(blocks, block => Assert.Equal(BlockRole.ListItem, block.Role));
    }

    /// <summary>"Restart at 1" is another list over the same numbers.</summary>
    [Fact]
    public async Task List_ThatBeginsAgain_IsNotCountedOn()
    {
        var blocks = await ReadAsync(Of(Item("Open", 1) + Item("Wait", 1) + Item("Close", 3) + Item("by hand", 3, 1) + Item("Lock", 3)));

        Assert.Equal(["1. Open", "2. Wait", "1. Close", "1.a) by hand", "2. Lock"], blocks.Select(block => block.Text));
    }

    [Fact]
    public async Task Tables_KeepSpansAndHeader()
    {
        var blocks = await ReadAsync(Of(Paragraph("Rates", "berschrift1") + Table(
            "<w:trPr><w:tblHeader/></w:trPr>" + Cell("Season", "<w:vMerge w:val=\"restart\"/>") + Cell("Room", "<w:gridSpan w:val=\"2\"/>"),
            "<w:trPr><w:tblHeader/></w:trPr>" + Cell("", "<w:vMerge/>") + Cell("single") + Cell("double"),
            Cell("summer") + Cell("80") + Cell("120"),
            Cell("winter") + Cell("60") + Cell("95"))));

        Assert.Equal("95", blocks.At("winter", "double").Text);
        Assert.Equal("Rates", blocks.At("winter", "double").Position.Heading);
        Assert.Equal(new TableCell(0, 0, 0, 2, 1, true), blocks.Holding("Season").Cell);
        Assert.Equal(new TableCell(0, 0, 1, 1, 2, true), blocks.Holding("Room").Cell);
    }

    [Fact]
    public async Task TableWithoutMarkedHeader_HasOneWhenItNamesValues()
    {
        var blocks = await ReadAsync(Of(Table(Cell("Part") + Cell("Stock") + Cell("Price"), Cell("Hinge") + Cell("14") + Cell("3.20"), Cell("Latch") + Cell("8") + Cell("5.75"))));

        Assert.Equal(["Part", "Stock", "Price"], blocks.Headers());
    }

    [Fact]
    public async Task PairsOfLabelAndValue_AreNoHeader()
    {
        var blocks = await ReadAsync(Of(Table(Cell("Name") + Cell("Ida Marlow"), Cell("Born") + Cell("4 May 1990"), Cell("Balance") + Cell("412.00"))));

        Assert.Empty(blocks.Headers());
    }

    [Fact]
    public async Task DeletedAndHiddenText_IsNotShown()
    {
        var blocks = await ReadAsync(Of(
            "<w:p><w:r><w:t xml:space=\"preserve\">The rent is </w:t></w:r><w:del><w:r><w:delText>900</w:delText></w:r></w:del><w:ins><w:r><w:t>950</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> euros</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> secretly</w:t></w:r></w:p>"));

        Assert.Equal("The rent is 950 euros", Assert.Single(blocks).Text);
    }

    [Fact]
    public async Task FootnotesTextBoxesAndFooters_AreReadOnce()
    {
        const string box = "<w:txbxContent><w:p><w:r><w:t>Call 112 first</w:t></w:r></w:p></w:txbxContent>";
        var blocks = await ReadAsync(Of(
            Paragraph("Fire", "berschrift1")
            + "<w:p><w:r><w:t>Leave the house.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
            + $"<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{Drawing($"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>")}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            footnote: "By the stairs only.", footer: "Version of March 2027"));

        Assert.Equal((BlockRole.Note, "Fire"), (blocks.Holding("stairs").Role, blocks.Holding("stairs").Position.Heading));
        Assert.NotNull(blocks.Holding("Call 112"));
        Assert.Equal("footer", blocks.Holding("Version of March").Position.Part);
    }

    [Fact]
    public async Task Comments_AreNotesOfTheirAuthor()
    {
        var blocks = await ReadAsync(Of("<w:p><w:r><w:t>Price: 40</w:t></w:r><w:r><w:commentReference w:id=\"5\"/></w:r></w:p>", comment: "Should this be 45?"));

        Assert.Equal((BlockRole.Note, "comment", "Reza"), (blocks.Holding("45?").Role, blocks.Holding("45?").Position.Part, blocks.Holding("45?").Speaker));
    }

    [Fact]
    public async Task Picture_IsHandedOnWithItsPlace()
    {
        var parts = await documents.PartsAsync(
            Of(Paragraph("Plan", "berschrift1") + $"<w:p><w:r>{Drawing("<pic:pic><pic:blipFill><a:blip r:embed=\"rIdPicture\"/></pic:blipFill></pic:pic>")}</w:r></w:p>", picture: DocumentPictures.Png(120, 80)), "plan.docx");

        var picture = Assert.Single(parts.OfType<PicturePart>());
        Assert.Equal((120, 80), (picture.Picture.Width, picture.Picture.Height));
        Assert.Equal(("Plan", "picture 1"), (picture.Position.Heading, picture.Position.Part));
    }

    [Fact]
    public async Task Figures_DrawnFromData_AreTheirData_AndThoseOfANewerKindAreMissed()
    {
        static string Drawn(string graphic, string kind) => $"<w:p><w:r>{Drawing(graphic, kind)}</w:r></w:p>";
        var parts = await documents.PartsAsync(
            Of(Paragraph("Results", "berschrift1")
                + Drawn("<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rIdChart\"/>", "drawingml/2006/chart")
                + Drawn("<dgm:relIds xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" r:dm=\"rIdDiagram\"/>", "drawingml/2006/diagram")
                + Drawn("", "drawing/2014/chartex"), figures: true), "report.docx");
        var blocks = parts.OfType<TextPart>().Select(part => part.Block).ToArray();

        // Quarters down, the series across: both name what stands there.
        var value = blocks.Holding("145");
        Assert.Equal((2, 1, "Results"), (value.Cell!.Row, value.Cell.Column, value.Position.Heading));
        Assert.Equal(["Revenue", "Q1", "Q2"], blocks.Headers());
        Assert.NotNull(blocks.Holding("Revenue by quarter"));
        Assert.Equal(BlockRole.ListItem, blocks.Holding("Chair: Mara").Role);
        Assert.DoesNotContain(blocks, block => block.Text == "[Text]");
        Assert.Equal(AttachmentProblem.PictureNotRead, Assert.Single(parts.OfType<GapPart>()).Problem);
    }

    /// <summary>As Office pastes a drawing: a format that no decoder here knows.</summary>
    [Fact]
    public async Task Picture_ThatCannotBeDecoded_IsMissed_NotTheDocument()
    {
        var parts = await documents.PartsAsync(
            Of(Paragraph("The rent is 850 EUR.") + $"<w:p><w:r>{Drawing("<pic:pic><pic:blipFill><a:blip r:embed=\"rIdPicture\"/></pic:blipFill></pic:pic>")}</w:r></w:p>", picture: [1, 0, 0, 0, .. new byte[200]]), "lease.docx");

        Assert.Equal(new GapPart(AttachmentProblem.PictureNotRead, null), Assert.Single(parts.OfType<GapPart>()));
    }
}
