using System.Globalization;
using Assistant.Agent;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using static Assistant.Tests.Agent.AgentUnderTest;

namespace Assistant.Tests.Agent;

public sealed class ModelFailureTests
{
    private static readonly Evidence s_lease = Document("e2", "lease.txt", "The monthly rent is 850 EUR.");

    [Theory]
    [InlineData(TurnProblem.ModelUnreachable, "cannot be reached", true)]
    [InlineData(TurnProblem.ModelTimedOut, "did not respond in time", true)]
    [InlineData(TurnProblem.ModelRateLimited, "is busy", true)]
    [InlineData(TurnProblem.ModelNonsense, "no usable answer", true)]
    [InlineData(TurnProblem.Refused, "refused", false)]
    public async Task Failure_NothingToQuote_IsSaidPlainly(TurnProblem problem, string says, bool retryable)
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Fails(problem));
        var answer = (await agent.AskAsync("Why is the sky blue?")).Answer;
        Assert.Equal((problem, retryable, false), (answer.Failure!.Problem, answer.Failure.Retryable, answer.Found));
        Assert.Contains(says, answer.Text, StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef", answer.Text, StringComparison.Ordinal);
        using var chinese = new AgentUnderTest(new ScriptedModel().Fails(problem));
        Assert.Contains("语言模型", (await chinese.AskAsync("天空为什么是蓝色的？")).Answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:20", "Why is the sky blue?", "please wait 20 seconds and try again")]
    [InlineData("00:00:00", "Why is the sky blue?", "please wait 1 second and try again")]
    [InlineData("00:03:30", "天空为什么是蓝色的？", "请等待 4 分钟后重试")]
    [InlineData("1.00:00:00", "天空为什么是蓝色的？", "请等待 24 小时后重试")]
    public async Task Failure_ServerSaysWhenToTryAgain_IsPassedOn(string wait, string question, string says)
    {
        var retryAfter = TimeSpan.Parse(wait, CultureInfo.InvariantCulture);
        using var agent = new AgentUnderTest(new ScriptedModel().Fails(TurnProblem.ModelRateLimited, retryAfter: retryAfter));
        var answer = (await agent.AskAsync(question)).Answer;
        Assert.Contains(says, answer.Text, StringComparison.Ordinal);
        Assert.Equal(retryAfter, answer.Failure!.RetryAfter);
    }

    [Fact]
    public async Task Failure_QuotesCanAnswer_TheyDoAndSaySo()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Fails(TurnProblem.ModelUnreachable));
        var answer = (await agent.AskAsync("What is the monthly rent?", s_lease)).Answer;
        Assert.Equal(("quotes", true), (answer.Model, answer.Found));
        Assert.Null(answer.Failure);
        Assert.StartsWith("_The language model cannot be reached, so this is quoted directly from what was read._", answer.Text, StringComparison.Ordinal);
        Assert.Contains("850", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Citations);
    }

    [Fact]
    public async Task Refusal_IsNotQuotedAround()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Fails(TurnProblem.Refused));
        var answer = (await agent.AskAsync("What is the monthly rent?", s_lease)).Answer;
        Assert.Equal(TurnProblem.Refused, answer.Failure!.Problem);
        Assert.DoesNotContain("850", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenOff_AfterSomeSentences_KeepsThemAndSaysSo()
    {
        const string Said = "The rent is 850 EUR [1]. It is due on the first of each month, and the la";
        using var agent = new AgentUnderTest(new ScriptedModel().Fails(TurnProblem.ModelUnreachable, Said));
        var answer = (await agent.AskAsync("What is the monthly rent?", s_lease)).Answer;
        Assert.StartsWith(Said, answer.Text, StringComparison.Ordinal);
        Assert.Contains("broke off here", answer.Text, StringComparison.Ordinal);
        Assert.Equal((TurnProblem.ModelUnreachable, true), (answer.Failure!.Problem, answer.Failure.Retryable));
        Assert.Single(answer.Citations);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("<think>I wonder")]
    public async Task EmptyAnswer_IsAFailure(string said)
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says(said));
        Assert.Equal(TurnProblem.ModelNonsense, (await agent.AskAsync("Why is the sky blue?")).Answer.Failure!.Problem);
    }

    [Fact]
    public async Task EndlessRepetition_IsStoppedAndCutOff()
    {
        var spoken = 0;
        var model = new ScriptedModel().Then((_, _) => Endless(() => spoken++));
        using var agent = new AgentUnderTest(model);
        var answer = (await agent.AskAsync("Why is the sky blue?")).Answer;
        Assert.Equal(TurnProblem.ModelNonsense, answer.Failure!.Problem);
        Assert.Contains("going round in circles", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Text.Length < 600, answer.Text);
        Assert.InRange(spoken, 10, 500);
    }

    [Fact]
    public async Task AnswerWithoutEnd_IsStopped()
    {
        var words = 0;
        var model = new ScriptedModel().Then((_, _) => Rambling(() => words++));
        using var agent = new AgentUnderTest(model, null, ("Model:MaxOutputTokens", "64"));
        var answer = (await agent.AskAsync("Why is the sky blue?")).Answer;
        Assert.Equal(TurnProblem.ModelNonsense, answer.Failure!.Problem);
        Assert.InRange(words, 1, 2_000);
    }

    [Fact]
    public async Task LengthLimit_IsSaid()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The sky is blue because", ChatFinishReason.Length));
        var answer = (await agent.AskAsync("Why is the sky blue?")).Answer;
        Assert.Contains("reached its length limit", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Failure);
    }

    [Fact]
    public async Task TooLongForTheServer_IsTriedWithHalfOfIt()
    {
        var model = new ScriptedModel().Then((_, _) => throw new LanguageModelException(TurnProblem.ModelNonsense, "too long") { TooLong = true }).Says("The rent is 850 EUR [1].");
        using var agent = new AgentUnderTest(model);
        Assert.Equal("The rent is 850 EUR [1].", (await agent.AskAsync("What is the monthly rent?", s_lease)).Answer.Text);
        Assert.Equal(2, model.Asked.Count);
    }

    private static IEnumerable<ChatResponseUpdate> Endless(Action spoken)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "The sky is blue because of the way that air scatters light of short waves. ");
        while (true)
        {
            spoken();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "It is blue, and again it is blue, so ");
        }
    }

    private static IEnumerable<ChatResponseUpdate> Rambling(Action spoken)
    {
        for (var i = 0; ; i++)
        {
            spoken();
            yield return new ChatResponseUpdate(ChatRole.Assistant, $"word{i * 7919 % 104729} ");
        }
    }
}
