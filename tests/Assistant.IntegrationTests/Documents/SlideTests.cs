using Assistant.IntegrationTests.Media;
using Assistant.Perception;
using static Assistant.IntegrationTests.Documents.SlideFile;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class SlideTests(DocumentFixture documents)
{
    [Fact]
    public async Task Slides_ComeAsShownWithTitleTableAndNotes()
    {
        var parts = await documents.PartsAsync(
            Of(reversed: true,
                (Title("Costs") + Table(["Year", "Rent", "Heat"], ["first", "900", "120"], ["second", "950", "140"]), "Mention the deposit."),
                (Title("Welcome") + Box("right", 5_000_000, 100_000) + Box("left", 100, 100_000) + Box("below", 0, 3_000_000), null)), "talk.pptx");
        var blocks = parts.OfType<TextPart>().Select(part => part.Block).ToArray();

        Assert.Equal(["Welcome", "left", "right", "below"], blocks.Where(block => block.Position.Slide == 1).Select(block => block.Text));
        Assert.Equal("140", blocks.At("second", "Heat").Text);
        Assert.Equal((2, "Costs"), (blocks.At("second", "Heat").Position.Slide, blocks.At("second", "Heat").Position.Heading));
        Assert.Equal((BlockRole.Note, "notes", 2), (blocks.Holding("deposit").Role, blocks.Holding("deposit").Position.Part, blocks.Holding("deposit").Position.Slide));
        Assert.Equal(new ProgressPart(2, 2), parts.OfType<ProgressPart>().Last());
    }

    [Fact]
    public async Task SlideNumberAndDate_AreLeftOut()
    {
        var blocks = await documents.BlocksAsync(Of(false, (Shape("17", "<p:ph type=\"sldNum\"/>") + Box("Only this", 0, 0), null)), "talk.pptx");

        Assert.Equal("Only this", Assert.Single(blocks).Text);
    }
}
