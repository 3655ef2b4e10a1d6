using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class TextLanguageTests
{
    [Theory]
    [InlineData("What is the total due?", "zh-CN", "en")]
    [InlineData("应付总额是多少？", "en-US", "zh")]
    [InlineData("invoice 的总额是多少", null, "zh")]
    [InlineData("", "zh-CN", "zh")]
    [InlineData("", null, "en")]
    [InlineData("1,240.00", "zh-Hans", "zh")]
    [InlineData("OK", "zh-CN", "zh")]
    [InlineData("thank you", "zh-CN", "en")]
    [InlineData("請求書の合計はいくらですか", null, "en")]
    [InlineData("청구서의 총액은 얼마입니까", "zh-CN", "en")]
    [InlineData("这份合同里的の字是什么意思，请解释一下好吗", null, "zh")]
    [InlineData("the word 谢谢 means thank you", null, "en")]
    public void Of_AText_FollowsItsScriptThenTheClient(string text, string? locale, string expected) => Assert.Equal(expected, TextLanguage.Of(text, locale));
}
