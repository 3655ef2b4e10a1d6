using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

public sealed class ConversationOutboxTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(StoreData.Now);
    private readonly ScriptedChannel _channel = new();
    private readonly TurnDelivery _delivery;
    private readonly ConversationOutbox _outbox;

    public ConversationOutboxTests()
    {
        _delivery = new TurnDelivery([_channel], _channel, Options.Create(new TurnOptions()), _time, NullLogger<TurnDelivery>.Instance);
        _outbox = new ConversationOutbox(_delivery, new TurnOptions(), _time, NullLogger.Instance);
    }

    public ValueTask DisposeAsync() => _outbox.DisposeAsync();

    [Fact]
    public async Task Answers_AreSentAtOnceWhileAllArrive()
    {
        await DeliverAsync(2, 4);

        Assert.Equal([2, 4], _channel.Arrived);
        Assert.True(_outbox.IsClear);
    }

    [Fact]
    public async Task AnswerThatDoesNotArrive_IsTriedAgainAtGrowingIntervals_AndTheLaterOnesWaitBehindIt()
    {
        _channel.Refuses = watermark => watermark == 2;
        await DeliverAsync(2, 4, 6);
        Assert.Equal([2], _channel.Tried);
        Assert.False(_outbox.IsClear);
        foreach (var seconds in new[] { 2, 4, 8 })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds - 1));
            var before = _channel.Tried.Count;
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal(before, _channel.Tried.Count);
            await AdvanceAsync(1, () => _channel.Tried.Count > before);
        }
        _channel.Refuses = _ => false;
        await AdvanceAsync(16, () => _outbox.IsClear);

        Assert.Equal([2, 4, 6], _channel.Arrived);
        Assert.Equal([2, 2, 2, 2, 2, 4, 6], _channel.Tried);
    }

    [Fact]
    public async Task AnswerThatNeverArrives_LetsTheOthersPassAfterAWhile()
    {
        _channel.Refuses = watermark => watermark == 2;
        await DeliverAsync(2, 4, 6);
        for (var i = 0; i < 130 && _channel.Arrived.Count < 2; i++)
            await AdvanceAsync(1, () => true);
        await UntilAsync(() => _channel.Arrived.Count == 2);

        Assert.Equal([4, 6], _channel.Arrived);
        Assert.InRange(_channel.Tried.Count(watermark => watermark == 2), 6, 8);
    }

    /// <summary>A gateway that takes each copy and answers 502.</summary>
    [Fact]
    public async Task AnswerOfWhichNobodyEverKnows_IsLeftAfterSoManyCopies()
    {
        (_channel.Refuses, _channel.IsUnknown) = (watermark => watermark == 2, true);
        await DeliverAsync(2, 4);
        for (var i = 0; i < 60 && !_outbox.IsClear; i++)
            await AdvanceAsync(1, () => true);
        await UntilAsync(() => _outbox.IsClear);

        Assert.Equal(new TurnOptions().MaxUnknownSends, _channel.Tried.Count(watermark => watermark == 2));
        Assert.Equal([2], _channel.GivenUp);
        Assert.Equal([4], _channel.Arrived);
    }

    /// <summary>What certainly did not arrive is no further copy, also of one that may have arrived before.</summary>
    [Fact]
    public async Task AnswerThatMayHaveArrivedOnce_IsTriedOnWhileTheChannelCannotBeReached()
    {
        (_channel.Refuses, _channel.IsUnknown) = (_ => true, true);
        await DeliverAsync(2);
        _channel.IsUnknown = false;
        _channel.Begun[2] = 1;
        for (var i = 0; i < 60; i++)
            await AdvanceAsync(1, () => true);
        Assert.InRange(_channel.Tried.Count, 5, 8);
        Assert.Empty(_channel.GivenUp);
        _channel.Refuses = _ => false;
        for (var i = 0; i < 120 && !_outbox.IsClear; i++)
            await AdvanceAsync(1, () => true);
        await UntilAsync(() => _outbox.IsClear);

        Assert.Equal([2], _channel.Arrived);
    }

    [Fact]
    public async Task AnswerThatWasTakenElsewhere_IsNotSent()
    {
        _outbox.Resume([Reply(2), Reply(4)]);
        _channel.GivenUp.Add(2);
        _outbox.SetDue(Reply(2));
        _outbox.SetDue(Reply(4));
        await UntilAsync(() => _outbox.IsClear);

        Assert.Equal([4], _channel.Tried);
    }

    [Fact]
    public async Task WhatWasLeftOver_IsSentWhenItIsDue_BeforeWhatIsNew()
    {
        _outbox.Resume([Reply(2), Reply(4)]);
        await DeliverAsync(6);
        Assert.Empty(_channel.Tried);
        _outbox.SetDue(Reply(4));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Empty(_channel.Tried);
        _outbox.SetDue(Reply(2));
        await UntilAsync(() => _outbox.IsClear);

        Assert.Equal([2, 4, 6], _channel.Arrived);
    }

    [Fact]
    public async Task ChannelThatAsksForTime_IsLeftAloneForIt_AlsoByTheLaterAnswers()
    {
        _channel.Refuses = watermark => watermark == 2;
        _channel.Error = () => new DeliveryException("Not now.", mayHaveArrived: false, TimeSpan.FromMinutes(10));
        await DeliverAsync(2, 4);
        _channel.Refuses = _ => false;
        for (var minute = 0; minute < 9; minute++)
            _time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(6);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal([2], _channel.Tried);
        Assert.Equal(("a-2", 0, StoreData.Now.AddMinutes(10)), _channel.Noted[^1]);

        await AdvanceAsync(60, () => _outbox.IsClear);

        Assert.Equal([2, 4, 6], _channel.Arrived);
    }

    [Fact]
    public async Task ChannelThatAsksForMoreThanAnyoneMay_IsTriedAfterTheMost()
    {
        _channel.Refuses = watermark => watermark == 2;
        _channel.Error = () => new DeliveryException("Not now.", mayHaveArrived: false, TimeSpan.FromDays(30));
        await DeliverAsync(2);
        _channel.Refuses = _ => false;
        _time.Advance(TimeSpan.FromMinutes(59));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal([2], _channel.Tried);

        await AdvanceAsync(60, () => _outbox.IsClear);

        Assert.Equal([2], _channel.Arrived);
    }

    [Fact]
    public async Task WhatWasLeftOver_WaitsAsLongAsTheChannelHadAsked()
    {
        _outbox.Resume([Reply(2) with { NotBefore = StoreData.Now.AddMinutes(5) }, Reply(4)]);
        _outbox.SetDue(Reply(2));
        _outbox.SetDue(Reply(4));
        _time.Advance(TimeSpan.FromMinutes(4.9));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(_channel.Tried);

        await AdvanceAsync(6, () => _outbox.IsClear);

        Assert.Equal([2, 4], _channel.Arrived);
    }

    [Fact]
    public async Task SendThatWasBegun_IsSentAgainAsOneThatMayHaveArrived()
    {
        _channel.Begun[2] = 1;
        _outbox.Resume([Reply(2), Reply(4)]);
        _outbox.SetDue(Reply(2));
        _outbox.SetDue(Reply(4));
        await UntilAsync(() => _outbox.IsClear);

        Assert.Equal([2], _channel.SentAsDoubtful);
        Assert.Equal([("a-4", 1, null)], _channel.Noted);
    }

    [Fact]
    public async Task RequestThatShowedNothing_IsNotedAsNotBegun()
    {
        _channel.Refuses = _ => true;
        await DeliverAsync(2);

        // That it began was noted with the record.
        Assert.Equal([("a-2", 0, null)], _channel.Noted);
    }

    [Fact]
    public async Task TryThatEndsBeforeAnyRequest_IsNotedAsNotBegun()
    {
        _channel.IsAway = true;
        await DeliverAsync(2);

        Assert.Equal([("a-2", 0, null)], _channel.Noted);
    }

    [Fact]
    public async Task WhatIsNotKnownHere_IsNotSent()
    {
        _outbox.SetDue(Reply(2));
        await DeliverAsync(4);

        Assert.Equal([4], _channel.Tried);
    }

    private static UndeliveredReply Reply(long watermark)
    {
        var message = StoreData.Message(new("default", "msteams", "c"), $"m{watermark}", replyAddress: "{}");
        return new(message, new StoredActivity
        {
            Watermark = watermark, Id = $"a-{watermark}", Author = ActivityAuthor.Assistant, From = new("assistant"), At = StoreData.Now,
            Answer = new Answer { Text = "x", Found = true, Model = "quotes", Language = "en" },
        });
    }

    private async Task DeliverAsync(params long[] watermarks)
    {
        foreach (var (message, reply) in watermarks.Select(Reply))
        {
            await using var speech = _delivery.Open(message, new Silence());
            await _outbox.DeliverAsync(speech, message, reply, isBegun: true, TestContext.Current.CancellationToken);
        }
    }

    private Task AdvanceAsync(int seconds, Func<bool> until)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return UntilAsync(until);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        do
            await Task.Delay(5, TestContext.Current.CancellationToken);
        while (!condition());
    }

    private sealed class Silence : ITurnEvents
    {
        public void Publish(ConversationEvent happened)
        {
        }
    }

    /// <summary>A channel, and the part of a log that it needs.</summary>
    private sealed class ScriptedChannel : IReplyChannel, IReplyWriter, ITurnLog
    {
        private readonly Lock _gate = new();
        private readonly List<long> _tried = [];
        private readonly List<long> _arrived = [];

        public Func<long, bool> Refuses { get; set; } = _ => false;

        public Func<Exception> Error { get; set; } = () => new IOException("Not now.");

        /// <summary>By watermark; 0 where nothing is said.</summary>
        public Dictionary<long, int> Begun { get; } = [];

        /// <summary>What is refused may have been shown.</summary>
        public bool IsUnknown { get; set; }

        /// <summary>Nothing comes to a request.</summary>
        public bool IsAway { get; set; }

        public List<long> SentAsDoubtful { get; } = [];

        public List<(string Reply, int Begun, DateTimeOffset? NotBefore)> Noted { get; } = [];

        public IReadOnlyList<long> Tried { get { lock (_gate) return [.. _tried]; } }

        public IReadOnlyList<long> Arrived { get { lock (_gate) return [.. _arrived]; } }

        public bool Serves(ConversationKey conversation) => true;

        public IReplyWriter Open(InboundMessage message) => this;

        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask GrowAsync(string text, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new OperationCanceledException();
            await part.Begin(cancellationToken);
            bool refuses;
            lock (_gate)
            {
                _tried.Add(reply.Watermark);
                if (part.MayHaveArrived)
                    SentAsDoubtful.Add(reply.Watermark);
                if (!(refuses = Refuses(reply.Watermark)))
                    _arrived.Add(reply.Watermark);
            }
            if (!refuses)
                return null;
            if (IsUnknown)
                throw new DeliveryException("Perhaps.", mayHaveArrived: true);
            await part.NotSent();
            throw Error();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task MarkPartDeliveredAsync(ConversationKey conversation, string activityId, int part, string? channelId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task MarkSendingAsync(ConversationKey conversation, string activityId, int begun, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        {
            Noted.Add((activityId, begun, notBefore));
            return Task.CompletedTask;
        }

        public Task<SendingState?> SendingAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) =>
            Task.FromResult<SendingState?>(new(0, Begun.GetValueOrDefault(long.Parse(activityId[2..], System.Globalization.CultureInfo.InvariantCulture))));

        public List<long> GivenUp { get; } = [];

        public Task MarkDeliveredAsync(ConversationKey conversation, string activityId, string? channelId, CancellationToken cancellationToken)
        {
            if (long.Parse(activityId[2..], System.Globalization.CultureInfo.InvariantCulture) is var watermark && !Arrived.Contains(watermark))
                GivenUp.Add(watermark);
            return Task.CompletedTask;
        }

        public Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(DateTimeOffset recordedBefore, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<UndeliveredReply>>([.. new long[] { 2, 4, 6 }.Except(GivenUp).Select(Reply)]);
    }
}
