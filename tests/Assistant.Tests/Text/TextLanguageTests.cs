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
    [InlineData("the word 谢谢 means thank you", null, "en")]
    public void Of_AText_FollowsItsScriptThenTheClient(string text, string? locale, string expected) => Assert.Equal(expected, TextLanguage.Of(text, locale));
}
