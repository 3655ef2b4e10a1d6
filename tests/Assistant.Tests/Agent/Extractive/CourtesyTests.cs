namespace Assistant.Tests.Agent.Extractive;

public sealed class CourtesyTests
{
    [Theory]
    [InlineData("Hello!", "en", "Hello")]
    [InlineData("good morning", "en", "Hello")]
    [InlineData("你好", "zh", "您好")]
    [InlineData("Thanks a lot!", "en", "welcome")]
    [InlineData("谢谢！", "zh", "不客气")]
    [InlineData("What can you do?", "en", "documents")]
    [InlineData("你能做什么？", "zh", "文档")]
    [InlineData("help", "en", "documents")]
    [InlineData("Goodbye", "en", "Goodbye")]
    [InlineData("再见", "zh", "再见")]
    [InlineData("Who are you?", "en", "assistant")]
    [InlineData("你是谁？", "zh", "助手")]
    public async Task Courtesy_InEitherLanguage_IsAnsweredInIt(string message, string language, string expected)
    {
        var answer = await new Asked().AskAsync(message, language);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Found);
        Assert.Equal(language, answer.Language);
        Assert.Empty(answer.Citations);
    }

    [Theory]
    [InlineData("What is the total of the invoice?", "Attach")]
    [InlineData("发票总额是多少？", "附件")]
    [InlineData("What is the total in https://contoso.sharepoint.com/:x:/r/sites/a/Shared%20Documents/offer.xlsx?", "I cannot open links")]
    [InlineData("https://contoso.sharepoint.com/a.docx 里的总额是多少？", "我无法打开链接")]
    public async Task Question_WithNothingAttached_SaysWhatToDo(string question, string expected)
    {
        var answer = await new Asked().AskAsync(question);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.False(answer.Found);
        Assert.NotEmpty(answer.SuggestedReplies);
    }
}
