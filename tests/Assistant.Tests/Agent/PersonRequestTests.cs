using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Agent;

public sealed class PersonRequestTests
{
    [Theory]
    [InlineData("I want to talk to a human")]
    [InlineData("Can I speak to a real person, please?")]
    [InlineData("Hi, please connect me to an agent.")]
    [InlineData("human please")]
    [InlineData("Put me through to customer support")]
    [InlineData("I need a person")]
    [InlineData("let me talk with someone")]
    [InlineData("我要转人工")]
    [InlineData("您好，请帮我转接人工客服")]
    [InlineData("人工服务")]
    public void Is_AWishForAPerson_IsSeen(string message) => Assert.True(PersonRequest.Is(message));

    [Theory]
    [InlineData("Who is the contact person?")]
    [InlineData("I spoke to an agent yesterday and she promised a refund")]
    [InlineData("What does the agent earn?")]
    [InlineData("Which person signed it?")]
    [InlineData("I need a person's signature on page 2")]
    [InlineData("Can you read it?")]
    [InlineData("客服电话是多少？")]
    public void Is_AQuestionAboutOne_IsNot(string message) => Assert.False(PersonRequest.Is(message));

    [Theory]
    [InlineData("en", "", "", "I am a program and cannot put you through to a person here.")]
    [InlineData("en", "Call 800 12 345.", "", "I am a program and cannot put you through to a person here. Call 800 12 345.")]
    [InlineData("zh", "Call 800 12 345.", "请拨打 800 12 345。", "我是一个程序，无法在这里为您转接人工。 请拨打 800 12 345。")]
    [InlineData("zh", "Call 800 12 345.", "", "我是一个程序，无法在这里为您转接人工。 Call 800 12 345.")]
    public void Answer_SaysWhereTheOperatorSays(string language, string person, string chinese, string expected) =>
        Assert.Equal(expected, new PersonRequest(Options.Create(new ContactOptions { Person = person, PersonInChinese = chinese })).Answer(Asking(language == "zh" ? "转人工" : "agent", language))?.Text);

    private static AgentRequest Asking(string question, string language) => new()
    {
        Conversation = new("default", "test", "c"), Question = question, Language = language, From = new Participant("p"), TurnId = "t", Now = DateTimeOffset.UnixEpoch,
        Memory = WorkingMemoryState.Empty, Evidence = [], NewEvidence = 0, Failures = [],
    };
}
