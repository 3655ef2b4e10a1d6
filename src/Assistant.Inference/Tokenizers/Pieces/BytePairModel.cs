using System.Collections.Concurrent;

namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>
/// Byte-pair encoding: the piece's symbols are joined pair by pair, the pair learnt first before all others. A queue of the possible joins keeps that
/// at n log n for a piece of n symbols. Thread-safe; remembers short pieces.
/// </summary>
/// <param name="ignoreMerges">A piece that is a token as a whole is that token, whatever the merges say; looked up with its symbols' spelling.</param>
internal sealed class BytePairModel(IPieceSymbols symbols, MergeTable merges, bool ignoreMerges) : IPieceModel
{
    private const int RememberedPieces = 32_768;
    private const int RememberedLength = 24;

    private readonly ConcurrentDictionary<string, int[]> _remembered = new(StringComparer.Ordinal);
    private int _rememberedCount;

    public void Append(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (piece.Length > RememberedLength)
        {
            Join(piece, ids);
            return;
        }
        if (!_remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out var known))
        {
            var joined = new List<int>(8);
            Join(piece, joined);
            known = [.. joined];
            if (_rememberedCount < RememberedPieces && _remembered.TryAdd(piece.ToString(), known))
                Interlocked.Increment(ref _rememberedCount);
        }
        ids.AddRange(known);
    }

    private void Join(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (ignoreMerges && symbols.Whole(piece) is { } whole)
        {
            ids.Add(whole);
            return;
        }
        var chain = new List<int>(piece.Length + 8);
        symbols.Append(piece, chain);
        if (chain.Count > 1)
            new Joining(chain, merges).Run();
        foreach (var id in chain)
            if (id >= 0)
                ids.Add(id);
    }

    /// <summary>The symbols of one piece, each with its neighbours; a symbol joined to the one before it is -1.</summary>
    private sealed class Joining
    {
        private readonly List<int> _symbols;
        private readonly MergeTable _merges;
        private readonly int[] _previous;
        private readonly int[] _next;

        // The rank decides, then the place.
        private readonly PriorityQueue<int, ulong> _joins;

        public Joining(List<int> symbols, MergeTable merges)
        {
            (_symbols, _merges) = (symbols, merges);
            (_previous, _next) = (new int[symbols.Count], new int[symbols.Count]);
            _joins = new(symbols.Count);
            for (var at = 0; at < symbols.Count; at++)
                (_previous[at], _next[at]) = (at - 1, at + 1);
            for (var at = 0; at + 1 < symbols.Count; at++)
                Offer(at);
        }

        public void Run()
        {
            while (_joins.TryDequeue(out var joined, out var priority))
            {
                var at = (int)(priority & uint.MaxValue);
                var right = _next[at];
                // The pair offered may have changed since.
                if (_symbols[at] < 0 || right == _symbols.Count || !_merges.TryGet(_symbols[at], _symbols[right], out var now) || now.Id != joined)
                    continue;
                _symbols[at] = joined;
                _symbols[right] = -1;
                _next[at] = _next[right];
                if (_next[at] < _symbols.Count)
                    _previous[_next[at]] = at;
                if (_previous[at] >= 0)
                    Offer(_previous[at]);
                Offer(at);
            }
        }

        private void Offer(int at)
        {
            if (_next[at] < _symbols.Count && _merges.TryGet(_symbols[at], _symbols[_next[at]], out var merge))
                _joins.Enqueue(merge.Id, ((ulong)merge.Rank << 32) | (uint)at);
        }
    }
}
