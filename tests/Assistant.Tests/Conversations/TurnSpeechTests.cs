using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

public sealed class TurnSpeechTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Heard _heard = new();
    private readonly TurnSpeech _speech;

    public TurnSpeechTests() =>
        _speech = new TurnSpeech(StoreData.Message(StoreData.NewConversation(), "m1"), _heard, null, new NoLog(), new TurnOptions(), _time, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grow_FasterThanAnEyeSees_ShowsSomeOfTheStepsAndAtLastAll()
    {
        for (var i = 0; i < 100; i++)
        {
            await _speech.GrowAsync("x", Token);
            _time.Advance(TimeSpan.FromMilliseconds(5));
        }
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(_heard.Texts.Count, 5, 10);
        Assert.Equal(new string('x', 100), _heard.Texts[^1]);
    }

    [Fact]
    public async Task Grow_ThenAPause_ShowsTheWordsBeforeThePause()
    {
        await _speech.GrowAsync("Let me ", Token);
        await _speech.GrowAsync("look ", Token);
        await _speech.GrowAsync("that up", Token);
        Assert.Equal(["Let me "], _heard.Texts);

        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(["Let me ", "Let me look that up"], _heard.Texts);
    }

    [Fact]
    public async Task End_WithWordsOwed_ShowsNothingAfterTheAnswer()
    {
        await _speech.GrowAsync("All ", Token);
        await _speech.GrowAsync("done", Token);
        _speech.End();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["All "], _heard.Texts);
    }

    public ValueTask DisposeAsync() => _speech.DisposeAsync();

    private sealed class Heard : ITurnEvents
    {
        public List<string> Texts { get; } = [];

        public void Publish(ConversationEvent happened) => Texts.Add(((AnswerGrew)happened).Text);
    }

    private sealed class NoLog : ITurnLog
    {
        public Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task MarkPartDeliveredAsync(ConversationKey conversation, string activityId, int part, string? channelId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task MarkSendingAsync(ConversationKey conversation, string activityId, int begun, DateTimeOffset? notBefore, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendingState?> SendingAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task MarkDeliveredAsync(ConversationKey conversation, string activityId, string? channelId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(DateTimeOffset recordedBefore, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
