using Assistant.Conversations;
using Assistant.Memory;

namespace Assistant.Tests.Conversations;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("OK", "en-US", "zh")]
    [InlineData("", "en-US", "zh")]
    [InlineData("What is the total due?", "zh-CN", "en")]
    public void Of_AMessage_KeepsTheConversationsLanguageWhereItIsTooShortToTell(string text, string? locale, string expected)
    {
        var memory = WorkingMemoryState.Empty with { Turns = [new RememberedTurn("a1", "总额是多少？", "42", "zh", DateTimeOffset.UnixEpoch, [], true)] };
        Assert.Equal(expected, LanguageGuess.Of(text, locale, memory));
    }

    [Theory]
    [InlineData("OK", "zh-CN", "zh")]
    [InlineData("OK", null, "en")]
    public void Of_AConversationThatBegins_FollowsTheClientWhereItIsTooShortToTell(string text, string? locale, string expected) =>
        Assert.Equal(expected, LanguageGuess.Of(text, locale, WorkingMemoryState.Empty));
}
