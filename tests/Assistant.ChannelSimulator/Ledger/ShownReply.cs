using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.ChannelSimulator.Ledger;

/// <summary>A reply that people see: one request of the bot, and how it ended for the bot. Each is judged by itself. Thread-safe.</summary>
/// <param name="at">When it was shown.</param>
/// <param name="name">What the bot calls it, the same for each time that it sends it; null when it does not say.</param>
/// <param name="moreFollows">It says of itself that others belong to it and come behind it.</param>
internal sealed partial class ShownReply(double at, string? text, string? name, bool moreFollows = false)
{
    private readonly Lock _gate = new();
    private SendEnd _end = SendEnd.Open;
    private double? _toldAt;

    public double At { get; } = at;
    public string? Text { get; } = text;
    public string? Name { get; } = name;
    public bool MoreFollows { get; } = moreFollows;

    /// <summary>Which message of an answer in several it is, from 0: their names are the first one's with -2, -3, ...</summary>
    public int Part { get; } = name is not null && Parts().Match(name) is { Success: true } part ? int.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1 : 0;

    /// <summary>The name of a part.</summary>
    public static string NameOf(string reply, int part) => part == 0 ? reply : string.Create(CultureInfo.InvariantCulture, $"{reply}-{part + 1}");

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

    [GeneratedRegex("^.{8,}-([1-9][0-9]?)$")]
    private static partial Regex Parts();
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
