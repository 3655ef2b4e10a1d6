using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Conversations;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Agent;

/// <summary>"Erase all my data" erases nothing: it asks, and its words and buttons say how it is meant.</summary>
public sealed class ErasureAnswersTests
{
    private static readonly MemoryDialogue s_dialogue = new();

    [Theory]
    [InlineData("Erase all my data", AskedKind.Erasure, "Yes, erase everything", "en")]
    [InlineData("Erase everything", AskedKind.Erasure, "Yes, erase everything", "en")]
    [InlineData("Delete everything you have about me, including our conversations.", AskedKind.Erasure, "Yes, erase everything", "en")]
    [InlineData("请把我的全部数据都删掉", AskedKind.Erasure, "确认全部删除", "zh")]
    [InlineData("Forget everything about me.", AskedKind.ForgetEverything, "Yes, forget everything", "en")]
    [InlineData("忘掉关于我的一切", AskedKind.ForgetEverything, "确认全部忘掉", "zh")]
    public void Ask_ErasesNothing_SaysThatItCannotBeUndone_AndHowToAgree(string message, AskedKind kind, string yes, string language)
    {
        var request = AgentUnderTest.Request(message);
        var requests = new Requests();

        var answer = new ErasureAnswers(requests, Options.Create(new AskBackOptions())).Ask(request, s_dialogue.Recognise(message, request.Now)!);

        Assert.Empty(requests.Asked);
        Assert.Contains(language == "zh" ? "无法撤销" : "cannot be undone", answer.Text, StringComparison.Ordinal);
        Assert.Contains(language == "zh" ? "10 分钟" : "10 minutes", answer.Text, StringComparison.Ordinal);
        Assert.Equal((kind, yes, "u1", message, request.TurnId), (answer.Asks!.Kind, answer.Asks.Yes, answer.Asks.PersonId, answer.Asks.Question, answer.Asks.Id));
        Assert.Equal(TimeSpan.FromMinutes(10), answer.Asks.Until - request.Now);
        Assert.Equal([yes, answer.Asks.No], answer.SuggestedReplies);
    }

    [Theory]
    [InlineData("Erase all my data", "in a chat with me")]
    [InlineData("忘掉关于我的一切", "在与我的私聊中")]
    public void Ask_WhereNobodyCouldAgree_SaysWhereToAsk(string message, string expected)
    {
        var request = AgentUnderTest.Request(message) with { CanAskBack = false };

        var answer = new ErasureAnswers(new Requests(), Options.Create(new AskBackOptions())).Ask(request, s_dialogue.Recognise(message, request.Now)!);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Asks);
    }

    [Theory]
    [InlineData("erased now", "en")]
    [InlineData("开始删除", "zh")]
    public async Task Erase_AsksForTheErasure_AndNamesItsReceipt(string said, string language)
    {
        var requests = new Requests();

        var answer = await EraseAsync(requests, language);

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Contains("0123abcd", answer.Text, StringComparison.Ordinal);
        Assert.Equal((new ContentOwner("default", "u1"), "c1"), (Assert.Single(requests.Asked).Person, requests.Asked[0].Conversation.Id));
    }

    [Fact]
    public async Task Erase_UnderALegalHold_SaysSo() => Assert.Contains("legal hold", (await EraseAsync(new Requests { IsHeld = true }, "en")).Text, StringComparison.Ordinal);

    private static Task<Answer> EraseAsync(Requests requests, string language) =>
        new ErasureAnswers(requests, Options.Create(new AskBackOptions())).EraseAsync(AgentUnderTest.Request("yes"), language, new("default", "u1"), TestContext.Current.CancellationToken);

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
