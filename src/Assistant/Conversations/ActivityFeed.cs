using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Assistant.Conversations;

/// <summary>
/// What the followers of one conversation see: durable activities in the order of their watermarks, without holes (one that comes early waits for those before it),
/// and between them whatever is fleeting. A follower that cannot keep up is cut off and comes back with its watermark. Thread-safe.
/// </summary>
internal sealed class ActivityFeed(ConversationKey conversation, IConversationDirectory directory)
{
    private const int FollowerBuffer = 1_024;
    private const int Page = 200;
    private readonly Lock _gate = new();
    private readonly List<Channel<ConversationEvent>> _followers = [];
    private readonly SortedDictionary<long, StoredActivity> _early = [];
    private long _last;
    private bool _closed;

    // What the running turn was last seen doing: whoever comes while it runs begins with it.
    private ConversationEvent? _running;

    /// <summary>Watermark of the newest activity that was shown.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    public void Start(long lastWatermark)
    {
        lock (_gate)
            _last = Math.Max(_last, lastWatermark);
    }

    public void Publish(ConversationEvent happened)
    {
        lock (_gate)
        {
            if (happened is not ActivityAdded { Activity: var activity })
            {
                _running = happened is TurnProgressed or AnswerGrew ? happened : null;
                Send(happened);
                return;
            }
            if (activity.Author == ActivityAuthor.Assistant)
                _running = null;
            if (activity.Watermark > _last)
                _early.TryAdd(activity.Watermark, activity);
            while (_early.Remove(_last + 1, out var next))
            {
                _last++;
                Send(new ActivityAdded(next));
            }
        }
    }

    /// <summary>Activities after the watermark from the log, then all that happens, until cancelled or closed.</summary>
    public async IAsyncEnumerable<ConversationEvent> FollowAsync(long afterWatermark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ConversationEvent>(new BoundedChannelOptions(FollowerBuffer) { SingleReader = true });
        long known;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _followers.Add(channel);
            known = _last;
            if (_running is not null)
                channel.Writer.TryWrite(_running);
        }
        try
        {
            var seen = afterWatermark;
            while (seen < known)
            {
                var stored = await directory.ActivitiesAsync(conversation, seen, Page, cancellationToken);
                if (stored.Count == 0)
                    break;
                foreach (var activity in stored)
                {
                    seen = activity.Watermark;
                    yield return new ActivityAdded(activity);
                }
            }
            await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (happened is ActivityAdded added)
                {
                    if (added.Activity.Watermark <= seen)
                        continue;
                    seen = added.Activity.Watermark;
                }
                yield return happened;
            }
        }
        finally
        {
            lock (_gate)
                _followers.Remove(channel);
        }
    }

    /// <summary>Ends every follower; they come back to wherever the conversation lives then.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var follower in _followers)
                follower.Writer.TryComplete();
        }
    }

    private void Send(ConversationEvent happened)
    {
        foreach (var follower in _followers)
            if (!follower.Writer.TryWrite(happened))
                follower.Writer.TryComplete();
    }
}
