using Assistant.Agent.Extractive.Questions;
using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

public sealed class CompoundQuestionTests
{
    private static readonly Evidence s_reminder = Made.Picture("reminder.png",
        (40, 20, "Larkspur Energy"),
        (40, 100, "Customer number"), (400, 100, "77-4102"),
        (40, 140, "Amount due"), (400, 140, "$318.40"),
        (40, 180, "Due date"), (400, 180, "9 June 2027"));

    [Theory]
    [InlineData("What do we owe, and until when?", "$318.40", "9 June 2027")]
    [InlineData("How much is due and when is it due?", "$318.40", "9 June 2027")]
    [InlineData("What is the customer number? And when is the due date?", "77-4102", "9 June 2027")]
    [InlineData("应付多少钱，什么时候到期？", "$318.40", "9 June 2027")]
    public async Task Question_WithTwoParts_IsAnsweredInBoth(string question, string first, string second)
    {
        var answer = await new Asked(s_reminder).AskAsync(question);

        Assert.True(answer.Found);
        Assert.Contains($"**{first}**", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"**{second}**", answer.Text, StringComparison.Ordinal);
        Assert.Equal([140d, 180d], answer.Citations.Select(c => c.Position.Box!.Value.Y0).Select(y => y == 100 ? 140 : y));
    }

    [Fact]
    public async Task Question_WithAPartThatIsNotThere_SaysWhichOne()
    {
        var answer = await new Asked(s_reminder).AskAsync("What is the amount due, and who is the caretaker of the building?");

        Assert.True(answer.Found);
        Assert.Contains("$318.40", answer.Text, StringComparison.Ordinal);
        Assert.Contains("could not find: who is the caretaker of the building", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How many days are between the order and the delivery?")]
    [InlineData("What do bread and butter cost?")]
    [InlineData("Which room is for Anna, Ben and Carl?")]
    [InlineData("面包、牛奶和黄油一共多少钱？")]
    public void Question_WithAListInIt_StaysOne(string question) => Assert.Single(CompoundQuestion.Read(question));
}
