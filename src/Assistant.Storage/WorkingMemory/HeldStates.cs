using Assistant.Conversations;
using Assistant.Memory;

namespace Assistant.Storage.WorkingMemory;

/// <summary>The working memory of conversations that this process holds, bounded by their number and by bytes; what has been held longest goes first. Not thread-safe.</summary>
/// <param name="isNeeded">What is not yet on disk stays, however much there is.</param>
internal sealed class HeldStates(int most, long mostBytes, Func<ConversationKey, bool> isNeeded)
{
    private readonly Dictionary<ConversationKey, HeldState> _held = [];
    private readonly Queue<ConversationKey> _order = [];
    private long _bytes;

    public HeldState? Find(ConversationKey conversation) => _held.GetValueOrDefault(conversation);

    public void Put(ConversationKey conversation, HeldState state)
    {
        if (_held.TryGetValue(conversation, out var before))
            _bytes -= before.Bytes;
        else
            _order.Enqueue(conversation);
        _held[conversation] = state;
        _bytes += state.Bytes;
        MakeRoom();
    }

    public void Remove(ConversationKey conversation)
    {
        if (_held.Remove(conversation, out var before))
            _bytes -= before.Bytes;
    }

    private bool IsFull => _held.Count > most || _bytes > mostBytes;

    private void MakeRoom()
    {
        for (var looked = _order.Count; looked > 0 && (IsFull || _order.Count > 2 * most); looked--)
        {
            // What was removed has only left its name.
            var oldest = _order.Dequeue();
            if (isNeeded(oldest) || (_held.ContainsKey(oldest) && !IsFull))
                _order.Enqueue(oldest);
            else
                Remove(oldest);
        }
    }
}

internal sealed record HeldState(WorkingMemoryState State, DateTimeOffset Expires)
{
    // A turn's objects without its texts, as measured.
    private const long BytesOfATurn = 500;

    /// <summary>About what it takes in memory.</summary>
    public long Bytes { get; } = BytesOfATurn + (2L * State.Summary.Length) + State.Turns.Sum(turn => BytesOfATurn + (2L * (turn.Question.Length + turn.Answer.Length)));
}
