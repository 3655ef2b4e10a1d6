using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class SeparatedTests(DocumentFixture documents)
{
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public async Task AnySeparator_GivesCellsUnderTheirHeaders(string separator)
    {
        var file = "part,weight,note\nR-10,4.2,\"first line\nsecond, with \"\"quotes\"\"\"\nR-22,0.9,none\n".Replace(",", separator, StringComparison.Ordinal);

        var blocks = await documents.BlocksAsync(file, "parts.csv");

        Assert.Equal(["part", "weight", "note"], blocks.Headers());
        Assert.Equal($"first line\nsecond{separator.Replace("\t", "", StringComparison.Ordinal)} with \"quotes\"", blocks.At("R-10", "note").Text);
        Assert.Equal("0.9", blocks.At("R-22", "weight").Text);
        Assert.Equal(3, blocks.At("R-22", "weight").Position.Row);
    }

    /// <summary>As spreadsheets write them where a comma divides decimals.</summary>
    [Fact]
    public async Task Semicolons_WithDecimalCommas_AreNotCutAtTheCommas()
    {
        var costs = await documents.BlocksAsync("Miete;850,00\nStrom;75,50\nWasser;31,20\n", "kosten.csv");
        Assert.Equal(new TableCell(0, 1, 1), costs.Holding("75,50").Cell);

        var named = await documents.BlocksAsync("Name;Betrag\n" + string.Concat(Enumerable.Range(1, 9).Select(n => $"Huber {n}, Hans;{n},50\n")), "namen.csv");
        Assert.Equal(["Name", "Betrag"], named.Headers());
        Assert.Equal("3,50", named.At("Huber 3, Hans", "Betrag").Text);
    }

    [Fact]
    public async Task Values_WithoutHeader_AreNoHeader()
    {
        var blocks = await documents.BlocksAsync("1001,2027-03-01,14.50\n1002,2027-03-02,9.90\n", "data.csv");

        Assert.Empty(blocks.Headers());
        Assert.Equal(new TableCell(0, 1, 2), blocks.Holding("9.90").Cell);
    }

    [Fact]
    public async Task Table_NamedTxt_IsStillATable()
    {
        var blocks = await documents.BlocksAsync("name;room;phone\nAda;12;4471\nBo;14;4475\nCy;3;4490\n", "list.txt");

        Assert.Equal("4475", blocks.At("Bo", "phone").Text);
    }

    [Fact]
    public async Task Prose_NamedCsv_IsText()
    {
        var blocks = await documents.BlocksAsync("There is nothing to report today.\nThe meeting was moved.\n", "report.csv");

        Assert.All(blocks, block => Assert.Null(block.Cell));
        Assert.NotNull(blocks.Holding("meeting was moved"));
    }
}
