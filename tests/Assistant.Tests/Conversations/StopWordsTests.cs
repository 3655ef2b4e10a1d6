using Assistant.Conversations;

namespace Assistant.Tests.Conversations;

public sealed class StopWordsTests
{
    [Theory]
    [InlineData("stop?")]
    [InlineData("Can I cancel it?")]
    [InlineData("Can you cancel it?")]
    [InlineData("Is that enough?")]
    [InlineData("可以取消吗？")]
    [InlineData("已经取消了吗？")]
    [InlineData("够了吗？")]
    public void IsStop_AQuestionAboutSomethingElse_IsNone(string text) => Assert.False(StopWords.IsStop(text));

    [Theory]
    [InlineData("can you stop?")]
    [InlineData("Could you please stop now?")]
    [InlineData("能停一下吗？")]
    [InlineData("可以先停一下吗")]
    [InlineData("stop!")]
    [InlineData("取消")]
    public void IsStop_WhoeverWantsAnEnd_IsHeard(string text) => Assert.True(StopWords.IsStop(text));
}
