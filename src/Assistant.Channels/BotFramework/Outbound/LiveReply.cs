using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Channels.BotFramework.Outbound.Markdown;
using Assistant.Conversations;
using Assistant.Text;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>
/// A turn as Teams shows it while it runs, in one-to-one chats: a stream of typing activities that say what is being done and then hold the answer so far; the answer itself ends it.
/// One request at a time and at most one in a second and a half, always with the newest text; a channel that refuses is left alone, and the answer comes as an ordinary message.
/// A piece that fails in passing is left out: each holds all that was shown before, and the answer ends the stream all the same. Its reader may stop it: that is a wish to hear no more, and no refusal of streams.
/// A stream has an end whatever happens, as Teams takes one at a time: without an answer it is broken off, and one that a crash left is ended by the answer that the next process gives.
/// </summary>
internal sealed partial class LiveReply(ReplyAddress to, ConnectorClient connector, string language, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // Quick answers need no stream: it would cost them a round trip.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(1_500);

    // Teams ends a stream after two minutes by itself; what comes later is an ordinary message.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(110);
    private const int LongestInformative = 1_000;
    private const int LongestShown = 4_000;

    // Whoever stopped the turn waits for it.
    private static readonly TimeSpan s_breakingOff = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _start = new();
    private Task _running = Task.CompletedTask;
    private volatile Said? _newest;
    private Said? _sent;
    private string? _id = to.StreamId;
    private int _sequence;
    private long _began;
    private volatile bool _refused;
    private bool _isLeft;

    /// <summary>Keeps the stream's id, on disk when its task ends; null where nobody does.</summary>
    public Func<string, Task>? Note { get; init; }

    /// <summary>Keeps that the stream was ended as it stood, and that the answer is to take its place; null where nobody does.</summary>
    public Func<string, Task>? NoteEnded { get; init; }

    /// <summary>Told when the reader stops it; null where nobody asks.</summary>
    public Func<Task>? Stopped { get; init; }

    /// <summary>The channel shows nothing more of it. What a crash left of one can only be ended: where it was is not known.</summary>
    public bool IsOver => _refused || to.StreamId is not null;

    /// <summary>Its reader has stopped it, and wants no answer.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether its reader has stopped it, as the channel says of its end.</summary>
    public bool IsStoppedBy(SendResult end) => IsStopped |= end.IsStopped;

    /// <summary>The message that ends it has to begin with what was shown of the answer: Teams refuses another.</summary>
    public bool MayEndWith(string? text) => Shown is not { Length: > 0 } shown || text?.StartsWith(shown, StringComparison.Ordinal) == true;

    /// <summary>What was last shown of the answer; null for nothing, or when that is not known.</summary>
    public string? Shown => _sent is { IsAnswer: true, Text: var text } ? text : null;

    public void Progress(TurnProgress progress)
    {
        // What is being done is of interest until the answer shows itself.
        if (_newest is not { IsAnswer: true })
            Say(new(IsAnswer: false, ProgressWording.Sentence(progress, language)));
    }

    public void Grow(string text)
    {
        // The message that ends the stream has to begin with what was shown, and a long answer's first message is not all of it.
        if (text.Length <= LongestShown && TeamsMarkdown.Beginning(text) is var shown && !string.IsNullOrWhiteSpace(shown))
            Say(new(IsAnswer: true, shown));
    }

    /// <summary>Nothing more is shown. The id of the stream that the answer is to end; null when there is none, or it has been refused or lasted too long.</summary>
    public async ValueTask<string?> EndAsync(CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        return _refused || (_began != 0 && time.GetElapsedTime(_began) > s_longest) ? null : _id;
    }

    /// <summary>The next process ends it: its id is noted.</summary>
    public void Leave() => _isLeft = true;

    public async ValueTask DisposeAsync()
    {
        var isAnswered = _ended.IsCancellationRequested;
        if (await EndAsync(CancellationToken.None) is { } id && !isAnswered && !_isLeft)
            await BreakOffAsync(id);
        _ended.Dispose();
    }

    private async Task BreakOffAsync(string id)
    {
        var brokenOff = language == "zh" ? "*已中断。*" : "*Broken off.*";
        using var timer = new CancellationTokenSource(s_breakingOff, time);
        try
        {
            var result = await connector.SendAsync(to, OutgoingActivities.StreamEnd(to, id, Shown is { } shown ? $"{shown}\n\n{brokenOff}" : brokenOff), timer.Token);
            if (result.Outcome != SendOutcome.Sent)
                Log.NotEnded(logger, result.Reason);
        }
        catch (OperationCanceledException)
        {
            Log.NotEnded(logger, "too slow");
        }
    }

    private void Say(Said said)
    {
        // Pictures and recordings are read at the same time, and each tells.
        lock (_start)
        {
            _newest = said;
            if (_running.IsCompleted && !IsOver && !_ended.IsCancellationRequested)
                _running = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Delay(_began == 0 ? s_patience : s_pace, time, _ended.Token);
            while (_newest is { } said && said != _sent && !_refused)
            {
                var pause = await SendAsync(said);
                await Task.Delay(pause > s_pace ? pause : s_pace, time, _ended.Token);
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

    /// <summary>Not cancelled by the answer: a first request whose id is not known would leave a stream that nothing ends. It is bounded by BotFramework:SendTimeout.</summary>
    /// <returns>How long the connector asks not to be tried.</returns>
    private async Task<TimeSpan> SendAsync(Said said)
    {
        if (_began == 0)
            _began = time.GetTimestamp();
        if (time.GetElapsedTime(_began) > s_longest)
        {
            _refused = true;
            return TimeSpan.Zero;
        }
        var text = said.IsAnswer ? said.Text : said.Text.Beginning(LongestInformative);
        var result = await connector.ShowAsync(to, OutgoingActivities.Streamed(to, new StreamInfoEntity(said.IsAnswer ? "streaming" : "informative", _sequence + 1, _id), text), CancellationToken.None);
        _sent = said;
        if (_id is null && result.Id is { } id)
        {
            _id = id;
            await NoteAsync(Note, id);
        }
        // One that certainly did not arrive uses no number up: a stream begins with 1.
        if (result.Outcome != SendOutcome.NotSent)
            _sequence++;
        if (result.Outcome != SendOutcome.Sent)
            Log.NotShown(logger, result.Reason ?? "");
        // A refusal of one piece is one of all. Without an id the channel does not stream (it has shown typing), or it has begun a stream that nobody can go on with.
        _refused = result.Outcome == SendOutcome.Refused || (_id is null && result.Outcome != SendOutcome.NotSent);
        if (IsStoppedBy(result) && Stopped is { } stopped)
            await stopped();
        return result.RetryAfter ?? TimeSpan.Zero;
    }

    /// <summary>It was ended with what was shown.</summary>
    public Task EndedAsync(string id) => NoteAsync(NoteEnded, id);

    /// <summary>Without it only a crash leaves a stream that nothing ends, or one whose place nothing takes.</summary>
    private async Task NoteAsync(Func<string, Task>? keep, string id)
    {
        try
        {
            if (keep is { } note)
                await note(id);
        }
        catch (StorageUnavailableException e)
        {
            Log.NotNoted(logger, e.GetType().Name);
        }
    }

    private sealed record Said(bool IsAnswer, string Text);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The turn is not shown while it runs, or not all of it: {Reason}")]
        public static partial void NotShown(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A live stream could not be ended; the channel will: {Reason}")]
        public static partial void NotEnded(ILogger logger, string? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A live stream could not be noted ({Error}): after a crash nothing would end it")]
        public static partial void NotNoted(ILogger logger, string error);
    }
}
