using System.Text;
using Assistant.IntegrationTests.Media;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class EncodingTests(DocumentFixture documents)
{
    private const string Chinese = "门店周一至周五上午九点开门，周六十点开门。\n退货期限为三十天，头盔除外。\n";
    private const string English = "The shop opens at nine, on Saturdays at ten.\nReturns are possible within 30 days.\n";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool, string> Encodings => new()
    {
        { "utf-8", true, Chinese }, { "utf-8", false, Chinese },
        { "gb18030", false, Chinese }, { "gb18030", true, Chinese },
        { "utf-16", true, Chinese }, { "utf-16", false, Chinese }, { "utf-16BE", true, Chinese }, { "utf-16BE", false, Chinese },
        { "utf-16", true, English }, { "utf-16", false, English }, { "utf-16BE", false, English },
        { "utf-32", true, Chinese }, { "big5", false, "門市週一至週五上午九點開門，週六十點開門。退貨期限為三十天，安全帽除外。" },
        { "windows-1252", false, "Le magasin est fermé à Noël. Les réparations coûtent 20 € de l'heure; le crédit est accordé après vérification." },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Text_InAnyEncoding_IsReadAsWritten(string name, bool marked, string text)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        var blocks = await documents.BlocksAsync(file, "text.txt");

        Assert.Equal(text.ReplaceLineEndings(""), string.Concat(blocks.Select(block => block.Text)));
    }

    [Fact]
    public async Task ShortGb18030_WithoutAnyHint_IsChinese()
    {
        var blocks = await documents.BlocksAsync(Encoding.GetEncoding("gb18030").GetBytes("押金八百元"), "note.txt");

        Assert.Equal("押金八百元", Assert.Single(blocks).Text);
    }

    [Fact]
    public async Task InvalidUtf8_KeepsWhatIsValid()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Chinese), 0xFF, 0xE4, 0xB8, .. Encoding.UTF8.GetBytes(Chinese)];

        var blocks = await documents.BlocksAsync(file, "text.txt");

        Assert.Equal(2, blocks.Count(block => block.Text.Contains("退货期限为三十天", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SemicolonsInGb18030_AreATable()
    {
        var blocks = await documents.BlocksAsync(Encoding.GetEncoding("gb18030").GetBytes("门店;电话;库存\n城北店;55501770;31\n城南店;55501092;18\n"), "门店.csv");

        Assert.Equal("18", blocks.At("城南店", "库存").Text);
    }
}
