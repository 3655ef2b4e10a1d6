namespace Assistant.ChannelSimulator.Ledger;

/// <summary>A reply that people see: one request of the bot, and how it ended for the bot. Each is judged by itself. Thread-safe.</summary>
/// <param name="at">When it was shown.</param>
/// <param name="name">What the bot calls it, the same for each time that it sends it; null when it does not say.</param>
internal sealed class ShownReply(double at, string? text, string? name)
{
    private readonly Lock _gate = new();
    private SendEnd _end = SendEnd.Open;
    private double? _toldAt;

    public double At { get; } = at;
    public string? Text { get; } = text;
    public string? Name { get; } = name;

    public SendEnd End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    /// <summary>The bot could not know that it is shown: whatever it does then, one of two things would be wrong.</summary>
    public bool IsHidden => End is SendEnd.Failed or SendEnd.CutOff or SendEnd.Withheld or SendEnd.UnheardAtKill;

    /// <summary>The first end that is noted is how it ended.</summary>
    public void Ends(SendEnd end, double at)
    {
        lock (_gate)
        {
            if (_end != SendEnd.Open)
                return;
            _end = end;
            if (end == SendEnd.Told)
                _toldAt = at;
        }
    }

    /// <summary>The bot was killed, and what it keeps on disk does not say that this was heard.</summary>
    /// <param name="killed">When it got the signal.</param>
    /// <param name="noting">Seconds that it may take to note on disk what it was told.</param>
    public void WasUnheardAt(double killed, double noting)
    {
        lock (_gate)
            if (_end == SendEnd.Open || (_end == SendEnd.Told && _toldAt > killed - noting))
                _end = SendEnd.UnheardAtKill;
    }
}

/// <summary>How a request with a reply ended.</summary>
internal enum SendEnd
{
    /// <summary>The channel has not answered it yet.</summary>
    Open,

    /// <summary>The channel's acceptance was written to its end.</summary>
    Told,

    /// <summary>Shown, and answered with an error.</summary>
    Failed,

    /// <summary>Shown, and the connection was broken off by the channel.</summary>
    CutOff,

    /// <summary>Shown, and the channel kept its answer back for so long, as planned, that the bot gave up.</summary>
    Withheld,

    /// <summary>Shown, and the bot gave up by itself: its own fault.</summary>
    GaveUp,

    /// <summary>Shown, and the bot was killed before it had noted that it heard so.</summary>
    UnheardAtKill,
}
