using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Ledger;

/// <summary>What became of one activity. Times are seconds since the beginning of the play. Thread-safe.</summary>
internal sealed class ActivityRecord(PlannedActivity plan)
{
    private readonly Lock _gate = new();
    private readonly List<ShownReply> _replies = [];
    private int _tries;

    public PlannedActivity Plan { get; } = plan;

    /// <summary>When it was first sent.</summary>
    public double? Sent { get; private set; }

    /// <summary>When the bot first acknowledged it.</summary>
    public double? Acknowledged { get; private set; }

    /// <summary>How long the request took that was acknowledged, milliseconds.</summary>
    public double? AcknowledgedAfter { get; private set; }

    /// <summary>What the bot answered in the end to the activity itself.</summary>
    public int? Status { get; private set; }

    /// <summary>Those that were not taken back.</summary>
    public IReadOnlyList<ShownReply> Replies
    {
        get
        {
            lock (_gate)
                return [.. _replies];
        }
    }

    /// <summary>Counts the tries to reply, from 1.</summary>
    public int NextTry() => Interlocked.Increment(ref _tries);

    public void WasSent(double at)
    {
        lock (_gate)
            Sent ??= at;
    }

    public void WasAnswered(double at, int status, double milliseconds)
    {
        lock (_gate)
        {
            Status ??= status;
            if (status is >= 200 and < 300 && Acknowledged is null)
                (Acknowledged, AcknowledgedAfter) = (at, milliseconds);
        }
    }

    /// <param name="name">What the bot calls it; null when it does not say.</param>
    public ShownReply Show(double at, string? text, string? name = null)
    {
        var reply = new ShownReply(at, text, name);
        lock (_gate)
            _replies.Add(reply);
        return reply;
    }

    /// <summary>The bot deleted it, as what it shows of a long turn before the answer.</summary>
    public void TakeBack(ShownReply reply)
    {
        lock (_gate)
            _replies.Remove(reply);
    }
}
