namespace Assistant.Conversations;

/// <summary>A conversation's messages whose turns have not begun, in order, with what was changed of them or stopped meanwhile. Not thread-safe: its session locks.</summary>
internal sealed class WaitingMessages
{
    private const int MostEarly = 100;
    private readonly LinkedList<AcceptedMessage> _queue = [];

    // Of messages whose waking is still on its way here.
    private readonly Dictionary<string, MessageRevision> _early = [];
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);

    public void Add(AcceptedMessage message) =>
        _queue.AddLast(_early.Remove(message.Message.ActivityId, out var revision) ? message with { Message = message.Message.Revised(revision) } : message);

    /// <returns>Whether it waits here.</returns>
    public bool Revise(MessageRevision revision)
    {
        if (Find(revision.ActivityId) is not { } waiting)
            return false;
        waiting.Value = waiting.Value with { Message = waiting.Value.Message.Revised(revision) };
        return true;
    }

    /// <summary>Revises the message when it comes.</summary>
    public void Expect(MessageRevision revision)
    {
        if (_early.Count < MostEarly)
            _early[revision.ActivityId] = revision;
    }

    /// <summary>Its turn ends as soon as it begins: it has a record, and no answer.</summary>
    public void Stop(string activityId)
    {
        if (Find(activityId) is not null)
            _stopped.Add(activityId);
    }

    /// <summary>The same for the first that is meant.</summary>
    public void StopFirst(Func<InboundMessage, bool> isMeant)
    {
        if (_queue.FirstOrDefault(waiting => isMeant(waiting.Message)) is { } first)
            _stopped.Add(first.Message.ActivityId);
    }

    /// <summary>The first; null when none waits.</summary>
    public (AcceptedMessage Message, bool IsStopped)? Take()
    {
        if (_queue.First is not { Value: var message })
            return null;
        _queue.RemoveFirst();
        return (message, _stopped.Remove(message.Message.ActivityId));
    }

    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = _queue.Count;
        _queue.Clear();
        _stopped.Clear();
        return count;
    }

    private LinkedListNode<AcceptedMessage>? Find(string activityId)
    {
        for (var node = _queue.First; node is not null; node = node.Next)
            if (node.Value.Message.ActivityId == activityId)
                return node;
        return null;
    }
}
