using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>
/// A long turn as a channel shows it that cannot stream, and lets messages be changed: one message that says what is being done, changed at most once in three seconds, and taken back before the answer is sent.
/// What the channel calls it is noted with the message that is answered (<see cref="ReplyAddress.ProgressId"/>): after a crash the same one is changed on, or taken back. Lost is only the name of one that was
/// shown within the milliseconds before a kill.
/// </summary>
/// <param name="note">Keeps the address, on disk when its task ends.</param>
/// <param name="after">How long a turn works before it is shown.</param>
internal sealed partial class LiveCard(ReplyAddress to, ConnectorClient connector, Func<ReplyAddress, Task> note, string language, TimeSpan after, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(3);

    // The answer waits for it.
    private static readonly TimeSpan s_takingBack = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _start = new();
    private Task _running = Task.CompletedTask;
    private volatile TurnProgress? _newest;
    private TurnProgress? _shown;
    private volatile string? _id = to.ProgressId;
    private bool _refused;

    public bool IsShown => _id is not null;

    public void Progress(TurnProgress progress)
    {
        // Pictures and recordings are read at the same time, and each tells.
        lock (_start)
        {
            _newest = progress;
            if (_running.IsCompleted && !_refused && !_ended.IsCancellationRequested)
                _running = RunAsync();
        }
    }

    /// <summary>Nothing more is shown, and what was is taken back.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        if (_id is not { } id)
            return;
        _id = null;
        using var timer = new CancellationTokenSource(s_takingBack, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var result = await connector.DeleteAsync(to with { ActivityId = id }, linked.Token);
            if (result.Outcome == SendOutcome.Refused)
                result = await connector.UpdateAsync(to with { ActivityId = id }, Shown(ProgressCard.DoneWords(language), ProgressCard.Done(language)), linked.Token);
            if (result.Outcome != SendOutcome.Sent)
                Log.Stays(logger, result.Reason);
        }
        catch (OperationCanceledException)
        {
            Log.Stays(logger, "too slow");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(CancellationToken.None);
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Delay(IsShown ? s_pace : after, time, _ended.Token);
            while (_newest is { } progress && progress != _shown && !_refused)
            {
                await ShowAsync(progress);
                await Task.Delay(s_pace, time, _ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            _refused = true;
            Log.NotShown(logger, e.GetType().Name);
        }
    }

    /// <summary>Not cancelled by the answer: one whose name is not known could not be taken back. It is bounded by BotFramework:SendTimeout.</summary>
    private async Task ShowAsync(TurnProgress progress)
    {
        var activity = Shown(ProgressWording.Sentence(progress, language), ProgressCard.Of(progress, language));
        _shown = progress;
        if (_id is { } id)
        {
            // Somebody may have deleted it, and what was not changed now is changed next time.
            if (await connector.ReshowAsync(to with { ActivityId = id }, activity, CancellationToken.None) is { Outcome: SendOutcome.Refused } no)
                Refused(no);
            return;
        }
        var result = await connector.ShowAsync(to, activity, CancellationToken.None);
        if (result is { Outcome: SendOutcome.Sent, Id: { } shown })
        {
            _id = shown;
            await note(to with { ProgressId = shown });
        }
        else if (result is { Outcome: SendOutcome.NotSent, RetryAfter: null })
        {
            // There was no room for it now: it is shown a little later.
            _shown = null;
        }
        else
        {
            Refused(result);
        }
    }

    private void Refused(SendResult result)
    {
        _refused = true;
        Log.NotShown(logger, result.Reason ?? "no id");
    }

    private OutgoingActivity Shown(string sentence, System.Text.Json.Nodes.JsonObject card) => OutgoingActivities.Progress(to, sentence, CardClients.Show(to.ChannelId) ? CardParts.Attachment(card) : null);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A long turn is not shown while it runs: {Reason}")]
        public static partial void NotShown(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What was shown of a long turn could not be taken back: {Reason}")]
        public static partial void Stays(ILogger logger, string? reason);
    }
}
