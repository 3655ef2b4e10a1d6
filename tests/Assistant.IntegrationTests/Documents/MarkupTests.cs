using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class MarkupTests(DocumentFixture documents)
{
    [Fact]
    public async Task Markdown_GivesHeadingsListsTablesAndCode()
    {
        var blocks = await documents.BlocksAsync(
            """
            # Handbook

            ## Opening the shop

            1. Switch off the **alarm**
            2. Fill the till with 150 euros

            | Key | Holder |
            |---|---|
            | front door | Inés |
            | cellar | Bram |

            ```
            alarm --code 0000
            ```
            """, "handbook.md");

        Assert.Equal("Handbook > Opening the shop", blocks.Holding("150 euros").Position.Heading);
        Assert.Equal("2. Fill the till with 150 euros", blocks.Holding("150 euros").Text);
        Assert.Equal(BlockRole.ListItem, blocks.Holding("1. Switch off the alarm").Role);
        Assert.Equal("Bram", blocks.At("cellar", "Holder").Text);
        Assert.Equal(11, blocks.At("cellar", "Holder").Position.Line);
        Assert.Equal(BlockRole.Code, blocks.Holding("alarm --code").Role);
    }

    [Fact]
    public async Task Html_GivesWhatIsShown()
    {
        var blocks = await documents.BlocksAsync(
            """
            <!doctype html><title>Fares | Line 4</title><script>var secret = 1;</script><style>p{color:red}</style>
            <nav><a href="/">Home</a></nav><main><h1>Fares</h1><p>Valid from <b>1 May</b>.<br>Dogs travel free.</p>
            <table><tr><th rowspan="2">Zone</th><th colspan="2">Ticket</th></tr><tr><th>single</th><th>day</th></tr>
            <tr><td>A</td><td>2.40</td><td>6.00</td></tr><tr><td>A and B</td><td>3.10</td><td>7.80</td></tr></table>
            <h2>Refunds</h2><ol start="3"><li>Bring the ticket</li><li>Sign the form</li></ol><p style="display: none">never shown</p>
            <dl><dt>Counter</dt><dd>Hall 2</dd><dt>Telephone</dt><dd>555 0188</dd></dl></main><aside><h3>News</h3>Line 6 is closed.</aside>
            """, "fares.html");

        Assert.Equal("7.80", blocks.At("A and B", "day").Text);
        Assert.Equal(new TableCell(0, 0, 1, 1, 2, true), blocks.Holding("Ticket").Cell);
        Assert.Equal("4. Sign the form", blocks.Holding("Sign the form").Text);
        Assert.Equal("Fares > Refunds", blocks.Holding("Sign the form").Position.Heading);
        Assert.Equal(blocks.Holding("Telephone").Cell!.Row, blocks.Holding("555 0188").Cell!.Row);
        Assert.Equal("sidebar", blocks.Holding("Line 6").Position.Part);
        Assert.DoesNotContain(blocks, block => block.Text.Contains("secret", StringComparison.Ordinal) || block.Text.Contains("color", StringComparison.Ordinal) || block.Text.Contains("never shown", StringComparison.Ordinal) || block.Text == "Home");
    }

    [Fact]
    public async Task Html_NestedVeryDeep_EndsInTimeAndSaysSo()
    {
        var html = $"<!doctype html><p>First words.</p>{string.Concat(Enumerable.Repeat("<div>", 3_000))}inner words{string.Concat(Enumerable.Repeat("</div>", 3_000))}";

        var parts = await documents.PartsAsync(System.Text.Encoding.UTF8.GetBytes(html), "deep.html");

        Assert.Contains(parts, part => part is TextPart { Block.Text: "First words." });
        Assert.Contains(parts, part => part is GapPart { Problem: AttachmentProblem.TooLong });
    }

    [Fact]
    public async Task Json_GivesPathsAndTables()
    {
        var blocks = await documents.BlocksAsync(
            """{"order": {"id": 7741, "customer": {"name": "Wen Li", "tags": ["vip", "export"]}}, "lines": [{"sku": "P-1", "pieces": 4}, {"sku": "P-9", "pieces": 15}]}""", "order.json");

        Assert.Equal("order > customer", blocks.Holding("name: Wen Li").Position.Heading);
        Assert.Equal("tags: vip, export", blocks.Holding("vip").Text);
        Assert.Equal("15", blocks.At("P-9", "pieces").Text);
        Assert.Equal("lines", blocks.At("P-9", "pieces").Position.Heading);
    }

    [Fact]
    public async Task JsonLines_AreOneTable()
    {
        var blocks = await documents.BlocksAsync("{\"host\":\"a1\",\"load\":0.4}\n{\"host\":\"b7\",\"load\":2.9}\n", "load.jsonl");

        Assert.Equal("2.9", blocks.At("b7", "load").Text);
    }

    [Fact]
    public async Task Json_NestedVeryDeep_EndsInTimeAndSaysSo()
    {
        var json = $"{{\"top\": \"kept\", \"deep\": {new string('[', 100_000)}1{new string(']', 100_000)}}}";

        var parts = await documents.PartsAsync(System.Text.Encoding.UTF8.GetBytes(json), "deep.json");

        Assert.Contains(parts, part => part is TextPart { Block.Text: "top: kept" });
        Assert.Contains(parts, part => part is GapPart { Problem: AttachmentProblem.TooLong });
    }

    [Fact]
    public async Task Xml_GivesElementsAndResolvesNoEntity()
    {
        var blocks = await documents.BlocksAsync(
            """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY host SYSTEM "file:///etc/hostname">]><device id="K-7"><network><port>8443</port></network></device>""", "device.xml");

        Assert.Equal("port: 8443", blocks.Holding("8443").Text);
        Assert.Equal("device > network", blocks.Holding("8443").Position.Heading);
        Assert.Equal("id: K-7", blocks.Holding("K-7").Text);
    }
}
