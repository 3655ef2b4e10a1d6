namespace Assistant.Inference.Language;

/// <summary>
/// The states of the conversations: those that are answered now, and those that are kept because the next turn begins as they do. A conversation that goes on takes its
/// state over; one that only shares a beginning with another (a system prompt) copies it. What is kept is bounded in bytes; the longest unused goes first. Thread-safe;
/// a state that was taken has one caller until it is put back.
/// </summary>
/// <param name="most">Bytes that are kept; 0 keeps nothing.</param>
internal sealed class PrefixCache(DecoderModel model, LocalModelOptions options, long most) : IDisposable
{
    // Fewer shared tokens are read faster than they are worth remembering a state for.
    private const int LeastShared = 16;

    private readonly Lock _gate = new();
    private readonly DecoderBuffers _buffers = new(model.Graph, DecoderState.Capacity(model));

    // The most recently used first.
    private readonly LinkedList<Kept> _idle = [];
    private readonly HashSet<Kept> _busy = [];
    private bool _disposed;

    /// <summary>Conversations whose state is in memory, and the bytes of keys and values that each of them takes.</summary>
    public IReadOnlyList<long> Bytes
    {
        get
        {
            lock (_gate)
                return [.. _idle.Concat(_busy).Select(kept => kept.State.Bytes)];
        }
    }

    /// <summary>A state for a prompt, with as much of it as is known already. Not while another state of this cache runs: it may be copied.</summary>
    public DecoderState Take(int[] prompt)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var (nearest, shared) = (most > 0 ? _idle.Concat(_busy.Where(busy => !busy.IsForgotten)) : []).Select(kept => (kept, kept.State.Shared(prompt)))
                .Where(found => found.Item2 >= LeastShared).OrderByDescending(found => found.Item2).ThenByDescending(found => Continues(found.kept, found.Item2)).FirstOrDefault();
            var taken = nearest is null ? Fresh() : Continues(nearest, shared) ? nearest : Copy(nearest, shared);
            _idle.Remove(taken);
            taken.Prompt = prompt.Length;
            _busy.Add(taken);
            taken.State.KeepStart(prompt);
            // What it holds already is counted as its own.
            Shrink(Math.Max(0, (model.Graph.BytesPerToken * prompt.Length) - taken.State.Bytes));
            return taken.State;
        }

        // All of its last prompt is in the new one, which is longer: the same conversation, later.
        bool Continues(Kept kept, int shared) => _idle.Contains(kept) && kept.Prompt <= prompt.Length && shared >= Math.Min(kept.Prompt, prompt.Length - 2);
    }

    /// <summary>Keeps a state for the conversation's next turn.</summary>
    public void Return(DecoderState state)
    {
        lock (_gate)
        {
            var kept = _busy.First(busy => busy.State == state);
            _busy.Remove(kept);
            if (_disposed || kept.IsForgotten || most == 0)
            {
                state.Dispose();
                return;
            }
            state.Rest();
            _idle.AddFirst(kept);
            Shrink(0);
        }
    }

    /// <summary>Gives up a state that may be damaged.</summary>
    public void Drop(DecoderState state)
    {
        lock (_gate)
            _busy.RemoveWhere(busy => busy.State == state);
        state.Dispose();
    }

    /// <summary>Drops all that is kept, and keeps none of what is in use now.</summary>
    public void ForgetAll()
    {
        lock (_gate)
        {
            foreach (var kept in _idle)
                kept.State.Dispose();
            _idle.Clear();
            foreach (var kept in _busy)
                kept.IsForgotten = true;
        }
    }

    /// <summary>Not while a state runs. States that are out are released when they come back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var kept in _idle)
                kept.State.Dispose();
            _idle.Clear();
        }
    }

    private Kept Fresh() => new(new(model, options.PrefillTokens, _buffers));

    private Kept Copy(Kept from, int length)
    {
        var kept = Fresh();
        kept.State.Copy(from.State, length);
        return kept;
    }

    /// <summary>Releases the longest unused until what is left, and what will be needed, fits.</summary>
    private void Shrink(long needed)
    {
        var bytes = needed + _idle.Concat(_busy).Sum(kept => kept.State.Bytes);
        while (bytes > most && _idle.Last is { } oldest)
        {
            _idle.RemoveLast();
            bytes -= oldest.Value.State.Bytes;
            oldest.Value.State.Dispose();
        }
    }

    private sealed class Kept(DecoderState state)
    {
        public DecoderState State => state;

        /// <summary>Tokens of the last prompt.</summary>
        public int Prompt { get; set; }

        /// <summary>Not kept when it comes back.</summary>
        public bool IsForgotten { get; set; }
    }
}
