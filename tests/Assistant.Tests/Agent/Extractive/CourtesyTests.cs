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
    [InlineData("Hello, what can you do?", "en", "documents")]
    [InlineData("Hi there! Please tell me what you can do.", "en", "documents")]
    [InlineData("how can you help me", "en", "documents")]
    [InlineData("你好，你能帮我做些什么？", "zh", "文档")]
    [InlineData("您好！请问你是谁？", "zh", "助手")]
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
    [InlineData("Hello, what is the total?", "Attach")]
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

    [Theory]
    [InlineData("My flight is on 12 December at 9am", "Thank you")]
    [InlineData("The printer on floor 3 is broken.", "Thank you")]
    [InlineData("By the way, I moved to Oslo in June.", "Thank you")]
    [InlineData("我昨天去了上海。", "谢谢")]
    public async Task Telling_WithNothingAsked_IsThankedFor(string message, string expected) => Assert.StartsWith(expected, (await new Asked().AskAsync(message)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("Remind me tomorrow")]
    [InlineData("I need the total of the invoice")]
    [InlineData("the total amount")]
    [InlineData("I'm looking for my contract")]
    [InlineData("My order is what I ask about: when does it come")]
    [InlineData("我想知道发票总额")]
    public async Task Wish_WithNothingAttached_IsNotThankedFor(string message) => Assert.False((await new Asked().AskAsync(message)).Found);
}
