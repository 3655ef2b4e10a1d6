using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class UnicodeFormTests
{
    [Theory]
    [InlineData("é", "e\u0301", "é", "e\u0301", "é")]
    [InlineData("ﬁ①Ａ㎏", "ﬁ①Ａ㎏", "ﬁ①Ａ㎏", "fi1Akg", "fi1Akg")]
    [InlineData("각", "\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8", "각")]
    [InlineData("a\u0323\u0307", "a\u0323\u0307", "ạ\u0307", "a\u0323\u0307", "ạ\u0307")]
    [InlineData("a\u0307\u0323", "a\u0323\u0307", "ạ\u0307", "a\u0323\u0307", "ạ\u0307")]
    [InlineData("\u0958\u2126", "\u0915\u093CΩ", "\u0915\u093CΩ", "\u0915\u093CΩ", "\u0915\u093CΩ")]
    [InlineData("plain 中文", "plain 中文", "plain 中文", "plain 中文", "plain 中文")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165")]
    public void Forms_KnownText_AreUnicodes(string text, string nfd, string nfc, string nfkd, string nfkc)
    {
        Assert.Equal(nfd, UnicodeForm.Nfd(text));
        Assert.Equal(nfc, UnicodeForm.Nfc(text));
        Assert.Equal(nfkd, UnicodeForm.Nfkd(text));
        Assert.Equal(nfkc, UnicodeForm.Nfkc(text));
    }

    [Fact]
    public void Forms_EveryCharacter_AreStable()
    {
        for (var point = 0; point < 0x3FFFF; point++)
        {
            if (point is >= 0xD800 and < 0xE000)
                continue;
            var text = "a" + char.ConvertFromUtf32(point) + "\u0301";
            var (nfc, nfkc) = (UnicodeForm.Nfc(text), UnicodeForm.Nfkc(text));
            Assert.True(UnicodeForm.Nfc(nfc) == nfc && UnicodeForm.Nfc(UnicodeForm.Nfd(text)) == nfc && UnicodeForm.Nfkc(nfkc) == nfkc && UnicodeForm.Nfkc(UnicodeForm.Nfkd(text)) == nfkc, $"U+{point:X}");
        }
    }
}
