using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class PdfTests(DocumentFixture documents)
{
    private Task<IReadOnlyList<EvidenceBlock>> ReadAsync(PdfFile file) => documents.BlocksAsync(file.Build(), "paper.pdf");

    [Fact]
    public async Task Paragraph_HasItsHeadingPageAndBoxFromTheTopLeft()
    {
        var blocks = await ReadAsync(new PdfFile()
            .Text(60, 80, "Visiting hours", 18).Text(60, 120, "Visitors are welcome on every day of the week between two and six in the").Text(60, 134, "afternoon; children under ten come with an adult.")
            .EndPage().Text(60, 80, "Parking costs 2 euros an hour."));

        var text = blocks.Holding("Visitors are welcome");
        Assert.EndsWith("in the afternoon; children under ten come with an adult.", text.Text, StringComparison.Ordinal);
        Assert.Equal((1, "Visiting hours"), (text.Position.Page, text.Position.Heading));
        var box = Assert.NotNull(text.Position.Box);
        Assert.InRange(box.Y0, 105, 115);
        Assert.InRange(box.Y1, 134, 140);
        Assert.Equal(60, box.X0, 2.0);
        Assert.Equal(2, blocks.Holding("Parking").Position.Page);
    }

    [Fact]
    public async Task TwoColumns_AreReadOneAfterTheOther()
    {
        var file = new PdfFile().Text(180, 60, "A title over both columns", 20);
        for (var line = 0; line < 6; line++)
            file.Text(50, 100 + line * 14, $"left line number {line} goes on and on and on").Text(310, 103 + line * 14, $"right line number {line} goes on and on and on");

        var text = string.Join(' ', (await ReadAsync(file)).Select(block => block.Text));

        Assert.True(text.IndexOf("left line number 5", StringComparison.Ordinal) < text.IndexOf("right line number 0", StringComparison.Ordinal), text);
        Assert.StartsWith("A title", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RuledTable_GivesCellsWithSpans()
    {
        var file = new PdfFile();
        foreach (var y in (double[])[100, 120, 140, 160, 180])
            file.Line(50, y, 350, y);
        foreach (var x in (double[])[50, 150, 350])
            file.Line(x, 100, x, 180);
        file.Line(250, 120, 250, 180);
        file.Text(60, 114, "Route").Text(160, 114, "Fare").Text(160, 134, "adult").Text(260, 134, "child").Text(60, 154, "Harbour").Text(160, 154, "4.20").Text(260, 154, "2.10").Text(60, 174, "Airport").Text(160, 174, "9.80").Text(260, 174, "4.90");

        var blocks = await ReadAsync(file);

        Assert.Equal("4.90", blocks.At("Airport", "child").Text);
        Assert.Equal(2, blocks.Holding("Fare").Cell!.ColumnSpan);
        Assert.InRange(blocks.At("Airport", "child").Position.Box!.Value.X0, 255, 265);
    }

    [Fact]
    public async Task TableWithoutLines_GivesCells()
    {
        var file = new PdfFile().Text(60, 80, "Opening hours of the pools, which close on holidays and during the spring cleaning.");
        string[][] rows = [["Pool", "Weekdays", "Weekend"], ["West", "7:00 to 21:00", "9:00 to 18:00"], ["Hill", "6:30 to 20:00", "10:00 to 17:00"], ["Bay", "8:00 to 22:00", "9:00 to 20:00"]];
        foreach (var (index, row) in rows.Index())
            file.Text(60, 120 + index * 16, row[0], bold: index == 0).Text(200, 120 + index * 16, row[1], bold: index == 0).Text(340, 120 + index * 16, row[2], bold: index == 0);

        var blocks = await ReadAsync(file);

        Assert.Equal("10:00 to 17:00", blocks.At("Hill", "Weekend").Text);
        Assert.Equal(BlockRole.Paragraph, blocks.Holding("holidays").Role);
    }

    [Fact]
    public async Task LabelAndValueFarApart_StayTogether()
    {
        var blocks = await ReadAsync(new PdfFile().Text(60, 100, "Total due").Text(420, 100, "1,204.50"));

        var cell = blocks.Holding("1,204.50");
        Assert.True(cell.Text == "Total due 1,204.50" || blocks.Holding("Total due").Cell!.Row == cell.Cell!.Row);
    }

    [Fact]
    public async Task FooterOfEveryPage_IsSaidOnce()
    {
        var file = new PdfFile();
        for (var page = 1; page <= 4; page++)
            file.Text(60, 100, $"Something new stands on page {page} of this paper.").Text(60, 820, $"House rules, page {page}", 8).EndPage();

        var blocks = await ReadAsync(file);

        Assert.NotNull(blocks.Holding("House rules"));
        Assert.Equal(4, blocks.Count(block => block.Text.StartsWith("Something new", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TwoThousandPages_AreReadUpToTheLimitWhichIsSaid()
    {
        var file = new PdfFile();
        for (var page = 1; page <= 2_000; page++)
            file.Text(60, 100, $"This is page {page} and its code is {page * 7}.").EndPage();

        var parts = await documents.PartsAsync(file.Build(), "long.pdf");

        Assert.Equal(new GapPart(AttachmentProblem.TooManyPages, "301 to 2,000"), Assert.Single(parts.OfType<GapPart>()));
        Assert.Equal(300, parts.OfType<TextPart>().Last().Block.Position.Page);
        Assert.Equal(new ProgressPart(300, 2_000), parts.OfType<ProgressPart>().Last());
    }
}
