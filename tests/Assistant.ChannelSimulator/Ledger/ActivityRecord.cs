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

    /// <summary>From the first try that reached the bot to the acknowledgement, milliseconds.</summary>
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

    /// <summary>By the message of an answer in several that they are; one where the answer is one message.</summary>
    public IReadOnlyList<IReadOnlyList<ShownReply>> Parts => [.. Replies.GroupBy(reply => reply.Part).OrderBy(part => part.Key).Select(part => (IReadOnlyList<ShownReply>)[.. part])];

    /// <summary>Something was shown, and not all that belongs to it.</summary>
    public bool IsIncomplete => Parts is [.., var last] parts && (last[0].Part != parts.Count - 1 || last.All(reply => reply.MoreFollows));

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
    /// <param name="moreFollows">Others belong to it and come behind it.</param>
    public ShownReply Show(double at, string? text, string? name = null, bool moreFollows = false)
    {
        var reply = new ShownReply(at, text, name, moreFollows);
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
