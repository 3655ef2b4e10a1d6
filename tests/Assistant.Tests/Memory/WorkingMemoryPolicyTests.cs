using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Memory;

public sealed class WorkingMemoryPolicyTests
{
    private static readonly ContentOwner s_person = new("default", "mia");
    private static readonly ConversationKey s_conversation = new("default", "web", "c");
    private readonly Summariser _summariser = new();

    [Fact]
    public async Task Next_FitsInTheBudget_KeepsEveryTurnWhole()
    {
        var state = await RunAsync(Policy(maxTokens: 2_000), 5);
        Assert.Equal((5, 5L, ""), (state.Turns.Count, state.Version, state.Summary));
        Assert.Equal(["e4", "e3", "e2", "e1", "e0"], state.EvidenceIds);
        Assert.Empty(_summariser.Asked);
    }

    [Fact]
    public async Task Next_MoreThanTheBudget_KeepsTheNewestAndASummaryWithinBounds()
    {
        var state = await RunAsync(Policy(maxTokens: 400), 60);
        Assert.InRange(state.Turns.Sum(ConversationHistory.Tokens), 1, 400);
        Assert.Equal("Question 59?", state.Turns[^1].Question);
        Assert.Equal(Enumerable.Range(60 - state.Turns.Count, state.Turns.Count).Select(i => $"Question {i}?"), state.Turns.Select(turn => turn.Question));
        Assert.InRange(TokenEstimate.Of(state.Summary), 1, 100);
        Assert.Contains($"Question {59 - state.Turns.Count}? → Answer {59 - state.Turns.Count} is short.", state.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Question 0?", state.Summary, StringComparison.Ordinal);
        Assert.Equal(60, state.EvidenceIds.Count);
    }

    [Fact]
    public async Task Next_ModelSummarises_ItsTextBuildsOnTheEarlierOne()
    {
        _summariser.Answer = (earlier, turns, _) => Task.FromResult<string?>($"{earlier}|{turns.Count}");
        var state = await RunAsync(Policy(maxTokens: 400), 60);
        Assert.StartsWith("|", state.Summary, StringComparison.Ordinal);
        Assert.Equal(_summariser.Asked.Count, state.Summary.Count(c => c == '|'));
        Assert.InRange(_summariser.Asked.Count, 2, 12);
    }

    [Fact]
    public async Task Next_SummaryTakesTooLongOrFails_IsExtractive()
    {
        _summariser.Answer = async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };
        Assert.Contains("→", (await RunAsync(Policy(maxTokens: 200, deadline: TimeSpan.FromMilliseconds(20)), 12)).Summary, StringComparison.Ordinal);
        _summariser.Answer = (_, _, _) => throw new LanguageModelException(TurnProblem.ModelUnreachable, "gone");
        Assert.Contains("→", (await RunAsync(Policy(maxTokens: 200), 12)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_SummaryWithoutEnd_IsBounded()
    {
        _summariser.Answer = (_, _, _) => Task.FromResult<string?>(string.Concat(Enumerable.Repeat("They spoke of many things. ", 2_000)));
        Assert.InRange(TokenEstimate.Of((await RunAsync(Policy(maxTokens: 400), 20)).Summary), 1, 100);
    }

    [Fact]
    public async Task Next_OneHugeTurn_IsCutAndKept()
    {
        var turn = new RememberedTurn("a", new string('q', 1_000_000), new string('a', 1_000_000), "en", default, [], true);
        var state = await Policy(400).NextAsync(s_person, s_conversation, WorkingMemoryState.Empty, turn, TestContext.Current.CancellationToken);
        Assert.InRange(Assert.Single(state.Turns).Answer.Length, 1, 20_000);
    }

    [Fact]
    public async Task Budget_WithoutSetting_IsAShareOfTheModelsContext()
    {
        var small = await RunAsync(Policy(0, context: 4_096), 200);
        var large = await RunAsync(Policy(0, context: 32_768), 200);
        Assert.True(small.Turns.Count < large.Turns.Count);
        Assert.InRange(small.Turns.Sum(ConversationHistory.Tokens), 300, 1_024);
    }

    [Fact]
    public void ExtractiveSummary_Chinese_TakesTheFirstSentence()
    {
        var turn = new RememberedTurn("a", "租金多少？", "租金为每月850欧元[1]。押金另付。", "zh", default, [], true);
        Assert.Equal("租金多少？ → 租金为每月850欧元。", ExtractiveSummary.Of("", [turn], 200));
    }

    private WorkingMemoryPolicy Policy(int maxTokens, TimeSpan? deadline = null, int context = 0) => new(
        new Models(context), _summariser, Options.Create(new MemoryPolicyOptions { MaxTokens = maxTokens, SummaryDeadline = deadline ?? TimeSpan.FromSeconds(30) }), TimeProvider.System, NullLogger<WorkingMemoryPolicy>.Instance);

    private static async Task<WorkingMemoryState> RunAsync(WorkingMemoryPolicy policy, int turns)
    {
        var state = WorkingMemoryState.Empty;
        for (var i = 0; i < turns; i++)
            state = await policy.NextAsync(s_person, s_conversation, state, new RememberedTurn($"a{i}", $"Question {i}?", $"Answer {i} is short. And then it goes on a little.", "en", default, [$"e{i}"], true), TestContext.Current.CancellationToken);
        return state;
    }

    private sealed class Summariser : IConversationSummary
    {
        public List<int> Asked { get; } = [];
        public Func<string, IReadOnlyList<RememberedTurn>, CancellationToken, Task<string?>>? Answer { get; set; }

        public Task<string?> SummariseAsync(SummaryRequest request, CancellationToken cancellationToken)
        {
            if (Answer is null)
                return Task.FromResult<string?>(null);
            Asked.Add(request.Turns.Count);
            return Answer(request.Earlier, request.Turns, cancellationToken);
        }
    }

    private sealed class Models(int context) : ILanguageModels
    {
        public IReadOnlyList<string> Names => [];
        public LanguageModelInfo Current => context == 0 ? LanguageModelInfo.Quotes : new("m", 1_000_000_000, false, context, false);

        public IChatClient? Find(string name) => null;

        public LanguageModelInfo? Describe(string name) => null;
    }
}
