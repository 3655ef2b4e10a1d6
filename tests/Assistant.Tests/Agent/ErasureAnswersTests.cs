using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Privacy;

namespace Assistant.Tests.Agent;

/// <summary>"Erase all my data" erases nothing before it is confirmed, at once, in the words asked for.</summary>
public sealed class ErasureAnswersTests
{
    private static readonly MemoryDialogue s_dialogue = new();

    [Theory]
    [InlineData("Erase all my data", "Erase everything.", "erased now", "en")]
    [InlineData("Delete everything you have about me, including our conversations.", "“Erase everything”", "erased now", "en")]
    [InlineData("删除我的所有数据", "全部删除", "开始删除", "zh")]
    [InlineData("请把我的全部数据都删掉", "确认全部删除。", "开始删除", "zh")]
    public async Task Ask_ConfirmedByTheNextMessage_AsksForTheErasureAndNamesItsReceipt(string asked, string confirmed, string said, string language)
    {
        var requests = new Requests();
        var question = await AskAsync(requests, asked);
        Assert.Contains(language == "zh" ? "全部删除" : "erase everything", question.Text, StringComparison.Ordinal);
        Assert.Empty(requests.Asked);

        var answer = await AskAsync(requests, confirmed, (asked, TimeSpan.FromMinutes(1)));

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Contains("0123abcd", answer.Text, StringComparison.Ordinal);
        Assert.Equal((new ContentOwner("default", "u1"), "c1"), (Assert.Single(requests.Asked).Person, requests.Asked[0].Conversation.Id));
    }

    [Theory]
    [InlineData("Erase everything", null, 0)]
    [InlineData("Erase everything", "What is the total?", 1)]
    [InlineData("Erase everything", "Erase all my data", 11)]
    [InlineData("Erase all my data", "Erase all my data", 1)]
    [InlineData("全部删除", "忘掉关于我的一切", 1)]
    public async Task Ask_Unconfirmed_ErasesNothingAndAsks(string message, string? before, int minutesAgo)
    {
        var requests = new Requests();
        var answer = await AskAsync(requests, message, before is null ? null : (before, TimeSpan.FromMinutes(minutesAgo)));
        Assert.Empty(requests.Asked);
        Assert.Contains(answer.Language == "zh" ? "无法撤销" : "cannot be undone", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_UnderALegalHold_SaysSo()
    {
        var answer = await AskAsync(new Requests { IsHeld = true }, "Erase everything", ("Erase all my data", TimeSpan.FromMinutes(1)));
        Assert.Contains("legal hold", answer.Text, StringComparison.Ordinal);
    }

    private static Task<Answer> AskAsync(Requests requests, string message, (string Question, TimeSpan Ago)? before = null)
    {
        var request = AgentUnderTest.Request(message);
        if (before is { } earlier)
            request = request with { Memory = WorkingMemoryState.Empty with { Turns = [new("m1", earlier.Question, "…", "en", request.Now - earlier.Ago, [], true)] } };
        var asked = s_dialogue.Recognise(message, request.Now)!;
        Assert.Equal(MemoryRequestKind.EraseData, asked.Kind);
        return new ErasureAnswers(s_dialogue, requests).AnswerAsync(request, asked, new("default", "u1"), TestContext.Current.CancellationToken);
    }

    private sealed class Requests : IErasureRequests
    {
        public List<(ContentOwner Person, ConversationKey Conversation)> Asked { get; } = [];

        public bool IsHeld { get; init; }

        public Task<string> AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
        {
            if (IsHeld)
                throw new LegalHoldException();
            Asked.Add((person, conversation));
            return Task.FromResult("0123abcd");
        }
    }
}
