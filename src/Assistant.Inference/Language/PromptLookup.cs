using System.Runtime.InteropServices;

namespace Assistant.Inference.Language;

/// <summary>
/// Guesses what is written next from what stood after the same last tokens earlier in the conversation (prompt-lookup decoding: Saxena, 2023). How many tokens are worth
/// guessing follows from how many guesses were right of late: guesses are compared with what was written also when they were not used, so that a text that copies nothing
/// costs nothing and one that begins to copy is noticed. One answer, one caller.
/// </summary>
internal sealed class PromptLookup
{
    /// <summary>Tokens guessed at most.</summary>
    public const int Most = 15;

    private const int LongestKey = 3;

    // What each row of a run costs, by what a run of two costs (135 M weights, two cores without VNNI; less where memory is the limit).
    private const double RowCost = 0.28;
    private const double Remembered = 0.85;
    private const double FirstTrust = 0.4;

    private readonly int _freeRows;
    private readonly List<int> _tokens;
    private readonly Dictionary<(int Length, int, int, int), int> _places = [];
    private readonly double[] _trust = [0, FirstTrust, FirstTrust, FirstTrust];
    private (int At, int Key)? _found;

    /// <param name="freeRows">Rows that a run has anyway.</param>
    public PromptLookup(ReadOnlySpan<int> prompt, int freeRows)
    {
        (_freeRows, _tokens) = (freeRows, new(prompt.Length * 2));
        foreach (var token in prompt)
            Note(token);
        _found = Find();
    }

    /// <summary>What is written next.</summary>
    public void Append(int token)
    {
        if (_found is { } found)
            _trust[found.Key] = (Remembered * _trust[found.Key]) + (_tokens[found.At] == token ? 1 - Remembered : 0);
        Note(token);
        _found = Find();
    }

    /// <summary>The tokens that are likely to follow; empty when it is not worth guessing. Valid until the next token is appended.</summary>
    public ReadOnlySpan<int> Guess(int most)
    {
        if (_found is not { } found)
            return [];
        var length = Math.Min(Math.Min(Worthwhile(found.Key), most), _tokens.Count - found.At);
        return length <= 0 ? [] : CollectionsMarshal.AsSpan(_tokens).Slice(found.At, length);
    }

    /// <summary>
    /// The number of guesses k that gives the most tokens for the time: 1 + p + ... + p^k tokens, p being the chance that a guess is right, for 1 + k rows. After a single
    /// token anything may follow: then no more than what costs nothing.
    /// </summary>
    private int Worthwhile(int key)
    {
        var (best, gain, tokens, chance) = (0, 1.0, 1.0, 1.0);
        for (var k = 1; k <= (key == 1 ? _freeRows - 1 : Most); k++)
        {
            chance *= _trust[key];
            tokens += chance;
            if (tokens / (1 + (RowCost * Math.Max(k + 1 - _freeRows, 0))) is var value && value > gain)
                (best, gain) = (k, value);
        }
        return best;
    }

    /// <summary>Where the text went on after the last time that its end stood in it, by the longest end that did.</summary>
    private (int At, int Key)? Find()
    {
        for (var key = LongestKey; key > 0; key--)
            if (_tokens.Count >= key && _places.TryGetValue(Key(key), out var at))
                return (at, key);
        return null;
    }

    private void Note(int token)
    {
        for (var key = 1; key <= LongestKey && key <= _tokens.Count; key++)
            _places[Key(key)] = _tokens.Count;
        _tokens.Add(token);
    }

    private (int, int, int, int) Key(int length) => (length, _tokens[^1], length > 1 ? _tokens[^2] : 0, length > 2 ? _tokens[^3] : 0);
}
