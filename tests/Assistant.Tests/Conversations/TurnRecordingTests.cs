using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

/// <summary>A finished turn that cannot be recorded: it waits, longer each time, and does not run again.</summary>
public sealed class TurnRecordingTests : ITurnEvents
{
    private const string Said = "It is 42.";
    private readonly FakeTimeProvider _time = new(StoreData.Now);
    private readonly FullLog _log = new();
    private readonly Turn _turn;
    private readonly List<string> _shown = [];

    public TurnRecordingTests() => _turn = new Turn(new(StoreData.Message(StoreData.NewConversation(), "m1"), 1), 1, "t1", StoreData.Now, new TurnStopwatch(_time))
    {
        Answer = Answer.Fixed(Said, "en", AnsweredBy.Memory, found: true),
        Evidence = [new Evidence { Id = "e1", Kind = EvidenceKind.Document, Source = "a.txt", Blocks = [] }],
    };

    void ITurnEvents.Publish(ConversationEvent happened) => _shown.Add(((AnswerGrew)happened).Text);

    [Fact]
    public async Task StoreThatComesBack_GetsTheAnswer_AfterGrowingPausesUpToTheLongest()
    {
        _log.Takes = _ => _log.Tried.Count == 6;
        var recording = RecordAsync(tries: 8);
        foreach (var seconds in new[] { 1, 2, 4, 5, 5 })
        {
            var tried = _log.Tried.Count;
            await AdvanceAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1), () => true);
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal(tried, _log.Tried.Count);
            await AdvanceAsync(TimeSpan.FromMilliseconds(1), () => _log.Tried.Count > tried);
            Assert.Equal(tried + 1, _log.Tried.Count);
        }

        Assert.Equal(RecordOutcome.Recorded, (await recording).Outcome);
        Assert.All(_log.Tried, record => Assert.Equal(Said, record.Answer?.Text));
        Assert.False(_turn.IsGivenUp);
        Assert.Empty(_shown);
    }

    [Fact]
    public async Task AnswerThatDoesNotFit_IsReplacedByTheSentenceThatItCouldNotBeKept()
    {
        _log.Takes = record => record.Evidence.Count == 0;
        var recording = RecordAsync(tries: 3);
        await AdvanceAsync(TimeSpan.FromSeconds(1), () => _log.Tried.Count == 2);
        await AdvanceAsync(TimeSpan.FromSeconds(2), () => recording.IsCompleted);

        await recording;
        Assert.Equal(4, _log.Tried.Count);
        Assert.Equal(TurnProblem.NotKept, _log.Tried[^1].Answer?.Failure?.Problem);
        Assert.Contains("could not be stored", _turn.Answer?.Text, StringComparison.Ordinal);
        Assert.True(_turn.IsGivenUp);
    }

    [Fact]
    public async Task StoreThatTakesNothing_IsToldToWhoeverFollows_AndStillGetsTheAnswerWhenItIsBack()
    {
        _log.Takes = _ => false;
        var recording = RecordAsync(tries: 2);
        await AdvanceAsync(TimeSpan.FromSeconds(1), () => _shown.Count > 0);
        await AdvanceAsync(TimeSpan.FromSeconds(2), () => _log.Tried.Count == 5);
        _log.Takes = _ => true;
        await AdvanceAsync(TimeSpan.FromSeconds(4), () => recording.IsCompleted);

        await recording;
        Assert.Contains("could not be stored", Assert.Single(_shown), StringComparison.Ordinal);
        Assert.Equal(Said, _log.Tried[^1].Answer?.Text);
        Assert.False(_turn.IsGivenUp);
    }

    [Fact]
    public async Task Shutdown_EndsTheWaiting()
    {
        _log.Takes = _ => false;
        using var shutdown = new CancellationTokenSource();
        var recording = RecordUntilAsync(3, shutdown.Token);
        await shutdown.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
    }

    private Task<RecordResult> RecordAsync(int tries) => RecordUntilAsync(tries, TestContext.Current.CancellationToken);

    private Task<RecordResult> RecordUntilAsync(int tries, CancellationToken shutdown) =>
        new TurnRecording(_log, Options.Create(new TurnOptions { RecordTries = tries, LongestRecordPause = TimeSpan.FromSeconds(5) }), _time, NullLogger<TurnRecording>.Instance).RecordAsync(_turn, this, shutdown);

    /// <summary>What waits has begun to before, and what was due is done when it ends.</summary>
    private async Task AdvanceAsync(TimeSpan time, Func<bool> until)
    {
        await Task.Delay(20, TestContext.Current.CancellationToken);
        _time.Advance(time);
        for (var waited = 0; !until(); waited++)
        {
            Assert.True(waited < 500);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private sealed class FullLog : UnusedTurnLog
    {
        public List<TurnRecord> Tried { get; } = [];

        public Func<TurnRecord, bool> Takes { get; set; } = static _ => false;

        public override Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken)
        {
            Tried.Add(record);
            return Takes(record) ? Task.FromResult(new RecordResult(RecordOutcome.Recorded, null)) : throw new StorageUnavailableException("The disk is full.");
        }
    }
}
