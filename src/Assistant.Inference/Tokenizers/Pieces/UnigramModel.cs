using System.Text;

namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>Unigram: of all ways to cut a piece into tokens the likeliest. Characters that no token covers are unknown; those in a row are one unknown token. Immutable.</summary>
internal sealed class UnigramModel : IPieceModel
{
    private const double UnknownPenalty = 10;

    // A token's characters are a path from node 0; the key is the node and the next character.
    private readonly Dictionary<long, int> _paths = [];
    private readonly List<int> _ends = [-1];
    private readonly double[] _scores;
    private readonly int _unknown;
    private readonly double _unknownScore;
    private readonly int[]? _bytes;

    /// <param name="tokens">Each with its log-probability, in the order of their ids.</param>
    /// <param name="bytes">Ids of the tokens of single bytes, in place of the unknown token; null without.</param>
    public UnigramModel(IReadOnlyList<(string Token, double Score)> tokens, int unknown, int[]? bytes)
    {
        (_scores, _unknown, _bytes) = ([.. tokens.Select(t => t.Score)], unknown, bytes);
        _unknownScore = (_scores.Length == 0 ? 0 : _scores.Min()) - UnknownPenalty;
        for (var id = 0; id < tokens.Count; id++)
            Add(tokens[id].Token, id);
    }

    public void Append(ReadOnlySpan<char> piece, List<int> ids)
    {
        var best = new Step[piece.Length + 1];
        for (var start = 0; start < piece.Length;)
        {
            var character = Rune.DecodeFromUtf16(piece[start..], out _, out var units) == System.Buffers.OperationStatus.Done ? units : 1;
            var covered = false;
            var node = 0;
            for (var end = start; end < piece.Length && _paths.TryGetValue(Key(node, piece[end]), out node);)
            {
                end++;
                if (_ends[node] is >= 0 and var id)
                {
                    Offer(best, start, end, id, _scores[id]);
                    covered |= end - start == character;
                }
            }
            if (!covered)
                Offer(best, start, start + character, _unknown, _unknownScore);
            start += character;
        }
        Write(piece, best, ids);
    }

    private void Write(ReadOnlySpan<char> piece, Step[] best, List<int> ids)
    {
        var steps = new List<(int Start, int End, int Id)>();
        for (var end = piece.Length; end > 0; end = best[end].Start)
            steps.Add((best[end].Start, end, best[end].Id));
        steps.Reverse();
        for (var i = 0; i < steps.Count; i++)
        {
            var (start, end, id) = steps[i];
            if (id != _unknown)
                ids.Add(id);
            else if (_bytes is not null)
                foreach (var value in Encoding.UTF8.GetBytes(piece[start..end].ToArray()))
                    ids.Add(_bytes[value]);
            else if (i == 0 || steps[i - 1].Id != _unknown)
                ids.Add(_unknown);
        }
    }

    private static void Offer(Step[] best, int start, int end, int id, double score)
    {
        var all = (start == 0 ? 0 : best[start].Score) + score;
        if (!best[end].Reached || all > best[end].Score)
            best[end] = new(true, start, id, all);
    }

    private void Add(string token, int id)
    {
        var node = 0;
        foreach (var character in token)
        {
            if (!_paths.TryGetValue(Key(node, character), out var next))
            {
                next = _ends.Count;
                _ends.Add(-1);
                _paths[Key(node, character)] = next;
            }
            node = next;
        }
        if (node > 0)
            _ends[node] = id;
    }

    private static long Key(int node, char character) => ((long)node << 16) | character;

    private readonly record struct Step(bool Reached, int Start, int Id, double Score);
}
