using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints;

/// <summary>
/// A grammar as a pushdown automaton over bytes, made deterministic as it is used: every <see cref="Configuration"/> that was met is kept with what follows from it, so
/// that the tokens of a state are worked out once. What is kept is bounded. Thread-safe.
/// </summary>
internal sealed class Automaton
{
    /// <summary>Bytes that one form may keep.</summary>
    public const long Most = 16 << 20;

    // References of a configuration to those that follow it, and about what it takes by itself and for each of its readings.
    private const int BytesOfFollowing = 2_048, BytesOfOne = 256, BytesOfReading = 32;

    private readonly Lock _lock = new();
    private readonly TokenTrie _vocabulary;
    private readonly Dictionary<(Node Node, int Count, Frame? Below), Frame> _frames = [];
    private readonly Dictionary<Reading[], Configuration> _known = new(new SameReadings());
    private readonly Dictionary<Reading[], Configuration> _knownEnds = new(new SameReadings());
    private readonly Configuration[] _path;
    private readonly long _most;
    private long _bytes;

    /// <param name="most">Bytes of what is kept for the next time.</param>
    public Automaton(Node grammar, TokenTrie vocabulary, long most = Most)
    {
        (_vocabulary, _most) = (vocabulary, most);
        _path = new Configuration[vocabulary.LongestToken + 1];
        var start = new Closure(this);
        start.Enter(grammar, null);
        Start = start.ToConfiguration();
    }

    public Configuration Start { get; }

    /// <summary>About what is kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The state after a text; <see cref="Configuration.Dead"/> when it is not allowed.</summary>
    public Configuration Next(Configuration from, ReadOnlySpan<byte> text)
    {
        lock (_lock)
        {
            foreach (var value in text)
                from = Next(from, value);
            return from;
        }
    }

    /// <summary>The tokens that may follow, so that at most so many more are needed to come to an end.</summary>
    public TokenSet Tokens(Configuration from, int left)
    {
        lock (_lock)
        {
            if (_bytes > _most)
            {
                _bytes = 0;
                _known.Clear();
                _knownEnds.Clear();
                _frames.Clear();
                // The start leads to all that was kept; an answer that is being written keeps what it stands on.
                (Start.Following, Start.Tokens) = (null, null);
            }
            if (from.Tokens is null)
                _bytes += _vocabulary.VocabularySize / 8;
            var all = from.Tokens ??= Walk(from, Node.Never - 1);
            return all.MostCost <= left ? all : Walk(from, left);
        }
    }

    private TokenSet Walk(Configuration from, int left)
    {
        var (tokens, trie, path) = (new TokenSet(_vocabulary.VocabularySize), _vocabulary, _path);
        path[0] = from;
        for (var node = 1; node < trie.Labels.Length;)
        {
            var depth = trie.Depth[node];
            var next = Next(path[depth - 1], trie.Labels[node]);
            if (ReferenceEquals(next, Configuration.Dead))
            {
                node = trie.Skip[node];
                continue;
            }
            path[depth] = next;
            var (first, count) = trie.Tokens[node];
            if (count > 0 && next.Cost <= left)
                foreach (var id in trie.Ids.AsSpan(first, count))
                    tokens.Add(id, next.Cost);
            node++;
        }
        return tokens;
    }

    private Configuration Next(Configuration from, byte value)
    {
        if (from.Following is null)
            _bytes += BytesOfFollowing;
        var following = from.Following ??= new Configuration?[256];
        if (following[value] is { } known)
            return known;
        var closure = new Closure(this);
        foreach (var reading in from.Readings)
            if (reading.Terminal.Next(reading.State, value) is >= 0 and var state)
                closure.Add(new(reading.Terminal, state, reading.Below));
        return following[value] = closure.ToConfiguration();
    }

    private Frame Put(Node node, int count, int cost, Frame? below)
    {
        var key = (node, count, below);
        return _frames.TryGetValue(key, out var known) ? known : _frames[key] = new(node, count, below, Node.Add(cost, below?.Cost ?? 0));
    }

    /// <summary>Collects the readings of one configuration: where a part may end, what follows it is entered too.</summary>
    private sealed class Closure(Automaton automaton)
    {
        private readonly List<Reading> _readings = [];
        private readonly HashSet<Reading> _known = [];
        private bool _accepts;

        public void Add(Reading reading)
        {
            if (!_known.Add(reading))
                return;
            _readings.Add(reading);
            if (reading.Terminal.Accepts(reading.State))
                Leave(reading.Below);
        }

        public void Enter(Node node, Frame? below)
        {
            switch (node)
            {
                case Terminal terminal when terminal.IsPossible:
                    Add(new(terminal, terminal.Start, below));
                    break;
                case SequenceNode sequence:
                    EnterPart(sequence, 0, below);
                    break;
                case ChoiceNode choice:
                    foreach (var part in choice.Parts)
                        Enter(part, below);
                    break;
                case RepeatNode repeat:
                    if (repeat.MayEnd(0))
                        Leave(below);
                    if (repeat.MayGoOn(0))
                        Enter(repeat.Item, Written(repeat, 1, below));
                    break;
            }
        }

        public Configuration ToConfiguration()
        {
            // What has come to its end and cannot go on reads nothing more.
            _readings.RemoveAll(reading => reading.Terminal is LiteralTerminal && reading.Terminal.Accepts(reading.State));
            if (_readings.Count == 0 && !_accepts)
                return Configuration.Dead;
            var (all, kept) = (_readings.ToArray(), _accepts ? automaton._knownEnds : automaton._known);
            if (kept.TryGetValue(all, out var known))
                return known;
            automaton._bytes += BytesOfOne + (BytesOfReading * all.Length);
            return kept[all] = new(all, _accepts);
        }

        private void EnterPart(SequenceNode sequence, int index, Frame? below)
        {
            if (index == sequence.Parts.Length)
            {
                Leave(below);
                return;
            }
            // The last part leaves nothing to come back to.
            Enter(sequence.Parts[index], index + 1 == sequence.Parts.Length ? below : automaton.Put(sequence, index + 1, sequence.CostFrom(index + 1), below));
        }

        private Frame Written(RepeatNode repeat, int written, Frame? below) => automaton.Put(repeat, repeat.Count(written), repeat.Rest(written), below);

        private void Leave(Frame? frame)
        {
            if (frame is null)
                _accepts = true;
            else if (frame.Node is SequenceNode sequence)
                EnterPart(sequence, frame.Count, frame.Below);
            else if (frame.Node is RepeatNode repeat)
            {
                if (repeat.MayEnd(frame.Count))
                    Leave(frame.Below);
                if (repeat.MayGoOn(frame.Count))
                    Enter(repeat.Next, Written(repeat, frame.Count + 1, frame.Below));
            }
        }
    }

    private sealed class SameReadings : IEqualityComparer<Reading[]>
    {
        public bool Equals(Reading[]? x, Reading[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Reading[] obj)
        {
            var hash = default(HashCode);
            foreach (var reading in obj)
                hash.Add(reading);
            return hash.ToHashCode();
        }
    }
}
