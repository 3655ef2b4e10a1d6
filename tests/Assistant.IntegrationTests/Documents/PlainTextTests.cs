using System.Text;
using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class PlainTextTests(DocumentFixture documents)
{
    [Fact]
    public async Task WrappedLines_BecomeParagraphsWithTheirFirstLine()
    {
        var blocks = await documents.BlocksAsync(
            """
            The boiler is serviced every spring by a firm from the
            neighbouring town, which also looks after the pumps in
            the cellar.

            In winter the cellar is opened once a week.
            """, "boiler.txt");

        Assert.Equal("The boiler is serviced every spring by a firm from the neighbouring town, which also looks after the pumps in the cellar.", blocks[0].Text);
        Assert.Equal([1, 5], blocks.Select(block => block.Position.Line));
    }

    [Fact]
    public async Task LabelledLines_StayApart()
    {
        var blocks = await documents.BlocksAsync("Order: 4471\nCustomer: Ida Marlow\nDelivery: 3 May, between 8 and 10\n", "order.txt");

        Assert.Equal(["Order: 4471", "Customer: Ida Marlow", "Delivery: 3 May, between 8 and 10"], blocks.Select(block => block.Text));
        Assert.Equal(2, blocks.Holding("Ida").Position.Line);
    }

    [Fact]
    public async Task ColumnsOfSpaces_AreATable()
    {
        var blocks = await documents.BlocksAsync(
            """
            Stock in the north store

            Item            Shelf   Pieces
            Copper pipe     A3      140
            Elbow, 15 mm    B1      96
            """, "stock.txt");

        Assert.Equal("96", blocks.At("Elbow, 15 mm", "Pieces").Text);
        Assert.Equal(5, blocks.At("Elbow, 15 mm", "Pieces").Position.Line);
    }

    [Fact]
    public async Task Headings_GiveWhatFollowsItsPlace()
    {
        var blocks = await documents.BlocksAsync("Rules\n=====\n\nNo smoking in the hall.\n\n2. Parking\n\nVisitors park behind the mill.\n", "rules.txt");

        Assert.Equal("Rules", blocks.Holding("smoking").Position.Heading);
        Assert.Contains("2. Parking", blocks.Holding("Visitors").Position.Heading, StringComparison.Ordinal);
        Assert.Equal(BlockRole.Heading, blocks.Holding("Parking").Role);
    }

    [Fact]
    public async Task OneMegabyteInOneLine_IsCutAtSentences()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 1_000_000; i++)
            text.Append("Sentence number ").Append(i).Append(" stands here. ");
        var blocks = await documents.BlocksAsync(text.ToString(), "line.txt");

        Assert.All(blocks, block => Assert.InRange(block.Text.Length, 1, 4_000));
        Assert.All(blocks, block => Assert.EndsWith(".", block.Text, StringComparison.Ordinal));
        Assert.Equal(1, blocks[^1].Position.Line);
    }

    [Fact]
    public async Task OneMegabyteWithoutASpace_IsReadInBoundedPieces()
    {
        var blocks = await documents.BlocksAsync(new string('x', 1_000_000), "line.txt");

        Assert.Equal(1_000_000, blocks.Sum(block => block.Text.Length));
        Assert.All(blocks, block => Assert.InRange(block.Text.Length, 1, 4_000));
    }
}
