using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Conversations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.DirectLine;

public sealed class FollowerSocketTests
{
    private static readonly ConversationKey s_conversation = new("default", "directline", "c");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Client_ThatDoesNotRead_IsCutOff()
    {
        var socket = new ScriptedSocket { Reads = false };
        var running = Follower(new ScriptedConversations([Said(1)])).RunAsync(socket, s_conversation, 0, "http://x", TestContext.Current.CancellationToken);

        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await running;
        Assert.Equal(WebSocketState.Aborted, socket.State);
    }

    [Fact]
    public async Task Silence_IsFilledWithEmptyFrames()
    {
        var socket = new ScriptedSocket();
        var running = Follower(new ScriptedConversations([Said(1)])).RunAsync(socket, s_conversation, 0, "http://x", TestContext.Current.CancellationToken);

        while (socket.Sent.Count(frame => frame.Length == 0) < 2)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        socket.GoAway();
        await running;

        Assert.Contains("\"watermark\":\"1\"", socket.Sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_ThatCameTooSoon_AreSentWhenNothingFollows()
    {
        var socket = new ScriptedSocket();
        var running = Follower(new ScriptedConversations([new AnswerGrew("m", "one"), new AnswerGrew("m", "one two")])).RunAsync(socket, s_conversation, 0, "http://x", TestContext.Current.CancellationToken);

        while (socket.Sent.Count < 2)
        {
            _time.Advance(LiveTurn.GrowthPace);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        socket.GoAway();
        await running;

        Assert.Contains("\"text\":\"one two\"", socket.Sent[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_OfTheConversation_ClosesTheSocket()
    {
        var socket = new ScriptedSocket();

        await Follower(new ScriptedConversations([Said(1), new ConversationEnded()])).RunAsync(socket, s_conversation, 0, "http://x", TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Single(socket.Sent);
    }

    private FollowerSocket Follower(IConversations conversations)
    {
        var options = Options.Create(new DirectLineOptions { SigningKey = "a key of the site, long enough to be one" });
        var key = new SigningKey(options);
        return new(conversations, new ConversationAccess(new ConversationIds(key, _time), null!, options, _time), new ActivityWriter(new DirectLineTokens(key, new SiteSecret(options), options, _time)), options, _time, NullLogger<FollowerSocket>.Instance);
    }

    private static ActivityAdded Said(long watermark) =>
        new(new StoredActivity { Watermark = watermark, Id = $"m-{watermark}", Author = ActivityAuthor.User, From = new("u"), At = DateTimeOffset.UnixEpoch, Text = "hello" });

    private sealed class ScriptedConversations(ConversationEvent[] events) : IConversations
    {
        public async IAsyncEnumerable<ConversationEvent> FollowAsync(ConversationKey conversation, long afterWatermark, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var happened in events)
                yield return happened;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public Task<SubmitResult> SubmitAsync(InboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task StopAsync(ConversationKey conversation, string? activityId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
