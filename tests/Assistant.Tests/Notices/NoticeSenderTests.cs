using System.Collections.Concurrent;
using Assistant.Conversations;
using Assistant.Notices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Notices;

/// <summary>People who say that they want no notices after one was begun.</summary>
public sealed class NoticeSenderTests
{
    private static readonly NoticeTarget s_group = new("default") { Conversation = "g1" };
    private readonly ScriptedLog _log = new();
    private readonly ScriptedConversations _conversations = new();

    [Fact]
    public async Task Group_WhosePlannedPersonOptsOutMeanwhile_IsToldAllTheSame()
    {
        await SendAsync(new ScriptedReferences(Of("anna", "g1", isShared: true, hour: 2), Of("bert", "g1", isShared: true, hour: 1)) { Then = OptedOut("anna") }, s_group);

        Assert.Equal(("bert", "g1"), (Assert.Single(_conversations.Submitted).From.Id, _conversations.Submitted.Single().Conversation.Id));
        Assert.Empty(_log.OptedOut);
    }

    [Fact]
    public async Task Person_WhoOptsOutMeanwhile_CountsAsSuch_AndIsNotTold()
    {
        await SendAsync(new ScriptedReferences(Of("anna", "c1")) { Then = OptedOut("anna") }, new NoticeTarget("default"));

        Assert.Empty(_conversations.Submitted);
        Assert.Equal("anna", Assert.Single(_log.OptedOut).Person.Id);
    }

    [Fact]
    public async Task Person_IsNotToldByAnothersReference()
    {
        await SendAsync(new ScriptedReferences(Of("anna", "c1"), Of("bert", "c1")) { Then = OptedOut("anna") }, new NoticeTarget("default"));

        Assert.Equal("bert", Assert.Single(_conversations.Submitted).From.Id);
    }

    private static Func<ConversationReference, ConversationReference> OptedOut(string person) => reference => reference.Person.Id == person ? reference with { OptedOutSince = DateTimeOffset.UnixEpoch } : reference;

    private static ConversationReference Of(string person, string conversation, bool isShared = false, int hour = 0) =>
        new() { Conversation = new("default", "msteams", conversation), Person = new(person), IsShared = isShared, Address = "{}", LastContactAt = DateTimeOffset.UnixEpoch.AddHours(hour) };

    /// <summary>Disposing waits for nobody who was not yet told: each is told at once here.</summary>
    private async Task SendAsync(ScriptedReferences references, NoticeTarget target)
    {
        await using var sender = new NoticeSender(references, _log, _conversations, Options.Create(new NoticesOptions { PerSecond = 1_000 }), TimeProvider.System, NullLogger<NoticeSender>.Instance);
        Assert.Null((await sender.SendAsync(new(target, "Down at six."), "officer", TestContext.Current.CancellationToken)).Problem);
        for (var tries = 0; _conversations.Submitted.Count + _log.OptedOut.Count < _log.Due; tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private sealed class ScriptedLog : INoticeLog
    {
        public ConcurrentQueue<ConversationReference> OptedOut { get; } = new();
        public int Due { get; private set; }

        public Task<IReadOnlyList<ConversationReference>?> AddAsync(string tenant, string noticeId, string digest, string by, NoticePlan plan, CancellationToken cancellationToken)
        {
            Due = plan.Reached.Count;
            return Task.FromResult<IReadOnlyList<ConversationReference>?>(plan.Reached);
        }

        public Task OptOutAsync(string tenant, string noticeId, ConversationReference recipient, CancellationToken cancellationToken)
        {
            OptedOut.Enqueue(recipient);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<NoticeRecipient>> FindAsync(string tenant, string noticeId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NoticeRecipient>>([]);
    }

    private sealed class ScriptedConversations : IConversations
    {
        public ConcurrentQueue<InboundMessage> Submitted { get; } = new();

        public Task<SubmitResult> SubmitAsync(InboundMessage message, CancellationToken cancellationToken)
        {
            Submitted.Enqueue(message);
            return Task.FromResult(new SubmitResult(SubmitOutcome.Accepted, Submitted.Count));
        }

        public Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task StopAsync(ConversationKey conversation, string? activityId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<ConversationEvent> FollowAsync(ConversationKey conversation, long afterWatermark, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
