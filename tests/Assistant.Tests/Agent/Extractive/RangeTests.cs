using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Amounts that fall into a row's range, and what a question asks of a thing.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("up to 5 kg", 4, true)]
    [InlineData("up to 5 kg", 6, false)]
    [InlineData("10-25 people", 12, true)]
    [InlineData("up to 2,5 kg", 2.4, true)]
    [InlineData("up to 2,5 kg", 3, false)]
    [InlineData("1,000 to 5,000 pieces", 4500, true)]
    [InlineData("more than 25 people", 12, false)]
    [InlineData("more than 25 people", 80, true)]
    [InlineData("50米以上", 70, true)]
    [InlineData("不超过20人", 30, false)]
    public void Range_InWords_HoldsItsAmounts(string text, double amount, bool expected) => Assert.Equal(expected, AmountRange.Read(text)!.Value.Holds((decimal)amount));

    [Theory]
    [InlineData("2027-05-14")]
    [InlineData("until 14.05.2027")]
    [InlineData("01.05.2027 - 31.05.2027")]
    [InlineData("Room 12")]
    [InlineData("no limit")]
    public void Text_WithoutARange_IsNone(string text) => Assert.Null(AmountRange.Read(text));

    [Theory]
    [InlineData("What does a group of 12 people pay?", "140")]
    [InlineData("What does a group of 3 people pay?", "60")]
    [InlineData("What does a group of 40 people pay?", "260")]
    public async Task Table_OfRanges_IsAnsweredFromTheRowThatHoldsTheAmount(string question, string expected)
    {
        var prices = Made.Sheet("tours.xlsx", "Group of people|Price", "up to 5 people|$60", "6 to 15 people|$140", "16 to 50 people|$260");

        var answer = await new Asked(prices).AskAsync(question);

        Assert.Contains($"**${expected}**", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the colour of the roof?", "colour")]
    [InlineData("Which engine does the ferry have?", "engine")]
    [InlineData("Who repaired the roof?", "repaired")]
    [InlineData("渡轮的颜色是什么？", "颜色")]
    public void Focus_OfAQuestion_IsWhatItAsksOfTheThing(string question, string expected)
    {
        var read = QuestionReader.Read(question);

        Assert.Equal(expected, Assert.Single(read.Focus.Select(i => read.Units[i].Text)));
    }

    [Fact]
    public void Mean_AsAVerb_AsksForNoAverage()
    {
        Assert.Equal(Assistant.Agent.Extractive.Calculations.Operation.None, Assistant.Agent.Extractive.Calculations.Operations.Of(Normal.Of("What does code 17 mean?")));
        Assert.Equal(Assistant.Agent.Extractive.Calculations.Operation.Average, Assistant.Agent.Extractive.Calculations.Operations.Of(Normal.Of("What is the mean of the weights?")));
    }
}
