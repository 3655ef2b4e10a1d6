using System.Text.Json;
using Assistant.Conversations;
using Assistant.Text;

namespace Assistant.Channels.DirectLine.Outbound;

/// <summary>
/// The running turn as one client sees it: numbered typing activities that share the id of the first as their stream. Words and letters that come faster than a person reads are left out;
/// each carries all of the text, and the answer itself follows in any case. Belongs to one socket; not thread-safe.
/// </summary>
internal sealed class LiveTurn(ConversationKey conversation, TimeProvider time)
{
    /// <summary>Between two growths that are shown.</summary>
    public static readonly TimeSpan GrowthPace = TimeSpan.FromSeconds(1.0 / 15);

    private static readonly TimeSpan s_progressPace = TimeSpan.FromMilliseconds(150);

    // Web Chat loses an answer that ends a stream of nothing but progress in the moment in which the stream began.
    private static readonly TimeSpan s_youngStream = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, string> _languages = [];
    private string? _replyTo;
    private string? _streamId;
    private int _sequence;
    private long _lastGrowth;
    private long _lastProgress;
    private long _began;
    private TurnStage? _stage;
    private AnswerGrew? _owed;

    /// <summary>The newest growth was left out, and none has followed yet.</summary>
    public bool Owes => _owed is not null;

    /// <summary>A person's message: progress on it is worded in its language.</summary>
    public void Heard(StoredActivity own)
    {
        if (_languages.Count > 100)
            _languages.Clear();
        _languages[own.Id] = TextLanguage.Of(own.Text, own.Locale);
    }

    /// <summary>Null when it would follow the one before too soon.</summary>
    public WireActivity? Progress(TurnProgressed happened)
    {
        Begin(happened.ReplyToId);
        var progress = happened.Progress;
        if (_lastProgress != 0 && progress.Stage == _stage && progress.Done != progress.Total && time.GetElapsedTime(_lastProgress) < s_progressPace)
            return null;
        (_lastProgress, _stage) = (time.GetTimestamp(), progress.Stage);
        var text = ProgressWording.Sentence(progress, _languages.GetValueOrDefault(happened.ReplyToId, "en"));
        return Typing("informative", text, ProgressData.Of(progress));
    }

    /// <summary>Null when it would follow the one before too soon: it is owed then.</summary>
    public WireActivity? Growth(AnswerGrew happened)
    {
        Begin(happened.ReplyToId);
        _owed = happened;
        if (_lastGrowth != 0 && time.GetElapsedTime(_lastGrowth) < GrowthPace)
            return null;
        (_lastGrowth, _owed) = (time.GetTimestamp(), null);
        return Typing("streaming", happened.Text, null);
    }

    /// <summary>The growth that was left out, for a time in which nothing happens: a model that pauses must not keep the words before its pause. Null when it is still too soon, or none is owed.</summary>
    public WireActivity? Owed() => _owed is { } owed ? Growth(owed) : null;

    public WireActivity Stopped(TurnStopped happened)
    {
        Begin(happened.ReplyToId);
        var id = NewId();
        var activity = Fleeting(id, null, new LiveData("final", null, _streamId ?? id) { Stopped = true });
        End(happened.ReplyToId);
        return activity;
    }

    /// <summary>The turn's answer is here: the id of the stream that it ends, or null when this client saw none to speak of.</summary>
    public string? End(string? replyTo)
    {
        if (replyTo is null || replyTo != _replyTo)
            return null;
        var stream = _lastGrowth == 0 && _began != 0 && time.GetElapsedTime(_began) < s_youngStream ? null : _streamId;
        Begin(null);
        _languages.Remove(replyTo);
        return stream;
    }

    private void Begin(string? replyTo)
    {
        if (_replyTo == replyTo)
            return;
        (_replyTo, _streamId, _sequence, _lastGrowth, _lastProgress, _began, _stage, _owed) = (replyTo, null, 0, 0, 0, 0, null, null);
    }

    private WireActivity Typing(string streamType, string text, ProgressData? progress)
    {
        var id = NewId();
        if (_streamId is null)
            (_streamId, _began) = (id, time.GetTimestamp());
        return Fleeting(id, text, new LiveData(streamType, ++_sequence, _streamId) { Progress = progress });
    }

    private WireActivity Fleeting(string id, string? text, LiveData data) => new()
    {
        Type = "typing",
        Id = id,
        Timestamp = time.GetUtcNow(),
        Conversation = new(conversation.Id),
        From = WireAccount.Assistant,
        ReplyToId = _replyTo,
        Text = text,
        ChannelData = JsonSerializer.SerializeToElement(data, WireJson.Context.LiveData),
    };

    private static string NewId() => $"t-{Guid.NewGuid():N}";
}
