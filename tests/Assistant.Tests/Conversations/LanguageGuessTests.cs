using Assistant.Conversations;
using Assistant.Memory;

namespace Assistant.Tests.Conversations;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("What is the total due?", "zh-CN", "en")]
    [InlineData("应付总额是多少？", "en-US", "zh")]
    [InlineData("invoice 的总额是多少", null, "zh")]
    [InlineData("", "zh-CN", "zh")]
    [InlineData("", null, "en")]
    [InlineData("1,240.00", "zh-Hans", "zh")]
    [InlineData("the word 谢谢 means thank you", null, "en")]
    public void Of_AMessage_FollowsItsScriptThenTheClient(string text, string? locale, string expected) =>
        Assert.Equal(expected, LanguageGuess.Of(text, locale, WorkingMemoryState.Empty));

    [Fact]
    public void Of_AShortMessage_KeepsTheConversationsLanguage()
    {
        var memory = WorkingMemoryState.Empty with { Turns = [new RememberedTurn("a1", "总额是多少？", "42", "zh", DateTimeOffset.UnixEpoch, [], true)] };
        Assert.Equal("zh", LanguageGuess.Of("OK", "en-US", memory));
    }
}
