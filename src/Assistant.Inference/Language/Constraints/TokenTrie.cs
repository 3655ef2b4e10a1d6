using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Constraints;

/// <summary>
/// The bytes of every token of a vocabulary as a tree, laid out depth first: a node's first child follows it, and <see cref="Skip"/> leads past its whole subtree.
/// Special tokens (markers, ends) are not in it. Immutable; thread-safe.
/// </summary>
internal sealed class TokenTrie
{
    private readonly List<byte> _labels = [0];
    private readonly List<int> _skip = [0];
    private readonly List<int> _depth = [0];
    private readonly List<(int Start, int Count)> _tokens = [(0, 0)];
    private readonly List<int> _ids = [];
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly bool[] _single = new bool[256];

    /// <param name="ends">Tokens that end an answer: no text.</param>
    public TokenTrie(Tokenizer tokenizer, IReadOnlySet<int> ends)
        : this(Enumerable.Range(0, tokenizer.VocabularySize).Where(id => !tokenizer.IsSpecial(id) && !ends.Contains(id)).Select(id => (id, tokenizer.BytesOf(id))))
    {
    }

    public TokenTrie(IEnumerable<(int Id, byte[] Bytes)> tokens)
    {
        var sorted = tokens.Where(token => token.Bytes.Length > 0).ToArray();
        Array.Sort(sorted, (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        var (path, before) = (new List<int> { 0 }, Array.Empty<byte>());
        foreach (var (id, bytes) in sorted)
        {
            VocabularySize = Math.Max(VocabularySize, id + 1);
            _bytes[id] = bytes;
            _single[bytes[0]] |= bytes.Length == 1;
            var common = before.AsSpan().CommonPrefixLength(bytes);
            Close(path, common + 1);
            for (var at = common; at < bytes.Length; at++)
            {
                path.Add(_labels.Count);
                _labels.Add(bytes[at]);
                _skip.Add(0);
                _depth.Add(at + 1);
                _tokens.Add((_ids.Count, 0));
            }
            _tokens[path[^1]] = (_tokens[path[^1]].Start, _tokens[path[^1]].Count + 1);
            _ids.Add(id);
            before = bytes;
            LongestToken = Math.Max(LongestToken, bytes.Length);
        }
        Close(path, 0);
        (Labels, Skip, Depth, Tokens, Ids) = ([.. _labels], [.. _skip], [.. _depth], [.. _tokens], [.. _ids]);
    }

    /// <summary>Ids are below this number.</summary>
    public int VocabularySize { get; }

    /// <summary>In bytes.</summary>
    public int LongestToken { get; }

    /// <summary>The byte that leads to each node; node 0 is the root.</summary>
    public byte[] Labels { get; }

    /// <summary>The node that follows a node's subtree.</summary>
    public int[] Skip { get; }

    /// <summary>Bytes from the root to each node.</summary>
    public int[] Depth { get; }

    /// <summary>Which of <see cref="Ids"/> end at each node.</summary>
    public (int Start, int Count)[] Tokens { get; }

    public int[] Ids { get; }

    /// <summary>What a token writes; empty when it is no text.</summary>
    public byte[] BytesOf(int token) => _bytes.GetValueOrDefault(token, []);

    /// <summary>Some token is this byte alone.</summary>
    public bool HasSingle(byte value) => _single[value];

    /// <summary>For each position of a text, the fewest tokens that write the rest of it; <see cref="Grammar.Node.Never"/> where none do.</summary>
    public int[] Costs(ReadOnlySpan<byte> text)
    {
        var costs = new int[text.Length + 1];
        for (var at = text.Length - 1; at >= 0; at--)
        {
            costs[at] = Grammar.Node.Never;
            var node = 0;
            for (var end = at; end < text.Length && (node = Child(node, text[end])) > 0; end++)
                if (Tokens[node].Count > 0)
                    costs[at] = Math.Min(costs[at], costs[end + 1] + 1);
        }
        return costs;
    }

    private int Child(int node, byte label)
    {
        for (var child = node + 1; child < Skip[node]; child = Skip[child])
            if (Labels[child] == label)
                return child;
        return -1;
    }

    private void Close(List<int> path, int length)
    {
        for (; path.Count > length; path.RemoveAt(path.Count - 1))
            _skip[path[^1]] = _labels.Count;
    }
}
