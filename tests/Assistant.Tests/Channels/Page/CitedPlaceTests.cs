using Assistant.Agent;
using Assistant.Channels.Page;
using Assistant.Perception;

namespace Assistant.Tests.Channels.Page;

public sealed class CitedPlaceTests
{
    private static readonly EvidenceBlock[] s_cells =
    [
        .. new[] { ("Item", "Price"), ("Lamp", "10"), ("Paper", "20") }.SelectMany((row, i) => new[] { row.Item1, row.Item2 }.Select(text => new EvidenceBlock(text, new() { Sheet = "Prices", Row = i + 1 }, BlockRole.Cell))),
    ];

    [Theory]
    [InlineData("20", "Prices", 3, 5)]
    [InlineData("Paper: 20", "Prices", 3, 4)]
    [InlineData("LAMP", null, null, 2)]
    [InlineData("elsewhere", "Prices", 2, 2)]
    [InlineData("20", "Prices", 2, 5)]
    [InlineData("nothing", "Other", null, -1)]
    public void BlockOf_AtItsPlaceWithItsWords_ElseItsWords_ElseItsPlace(string quote, string? sheet, int? row, int expected) =>
        Assert.Equal(expected, CitedPlace.BlockOf(s_cells, Cited(quote, new() { Sheet = sheet, Row = row })));

    [Fact]
    public void Of_ALargeTable_IsWhatIsAroundTheQuote()
    {
        var evidence = Of([.. Enumerable.Range(1, 200_000).Select(i => new EvidenceBlock($"cell {i}", new() { Row = i }, BlockRole.Cell))]);

        var place = CitedPlace.Of(evidence, Cited("cell 150000", new() { Row = 150_000 }));

        Assert.Equal("cell 150000", place.Blocks[place.At].Text);
        Assert.InRange(place.Blocks.Count, 100, 200);
    }

    [Theory]
    [InlineData("cell 1", 0)]
    [InlineData("cell 5", 4)]
    [InlineData("not there", -1)]
    public void Of_NearTheBeginning_BeginsThere(string quote, int at)
    {
        var place = CitedPlace.Of(Of([.. Enumerable.Range(1, 9).Select(i => new EvidenceBlock($"cell {i}", new()))]), Cited(quote, new()) with { Position = new() { Page = at < 0 ? 7 : null } });

        Assert.Equal((at, 9, "cell 1"), (place.At, place.Blocks.Count, place.Blocks[0].Text));
    }

    private static Citation Cited(string quote, SourcePosition position) => new(1, EvidenceKind.Document, "e", "a.csv", quote, position) { AttachmentId = "a" };

    private static Evidence Of(IReadOnlyList<EvidenceBlock> blocks) => new() { Id = "e", Kind = EvidenceKind.Document, Source = "a.csv", Blocks = blocks };
}
