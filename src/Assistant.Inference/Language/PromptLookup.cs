using System.Runtime.InteropServices;

namespace Assistant.Inference.Language;

/// <summary>
/// Guesses what is written next from what stands after the same few tokens earlier in the conversation (prompt-lookup decoding: Saxena, 2023). How many tokens are worth
/// guessing follows from how many guesses were right of late: guesses are compared with what was written also while none is made, so that a text that copies nothing costs
/// nothing and one that begins to copy is noticed. One answer, one caller.
/// </summary>
internal sealed class PromptLookup
{
    private const int LongKey = 3;
    private const int ShortKey = 2;
    private const int MostGuessed = 15;

    // A further row of a run costs about this part of a run that writes one token (measured on two cores: see docs/models.md).
    private const double RowCost = 0.15;
    private const double Remembered = 0.85;
    private const double FirstTrust = 0.5;

    private readonly List<int> _tokens;
    private readonly Dictionary<(int, int, int), int> _long = [];
    private readonly Dictionary<(int, int), int> _short = [];
    private double _trust = FirstTrust;
    private int? _expected;

    public PromptLookup(ReadOnlySpan<int> prompt)
    {
        _tokens = new(prompt.Length * 2);
        foreach (var token in prompt)
            Append(token);
        _expected = null;
    }

    /// <summary>What is written next, or is in the prompt.</summary>
    public void Append(int token)
    {
        if (_expected is { } expected)
            _trust = (Remembered * _trust) + (expected == token ? 1 - Remembered : 0);
        Index();
        _tokens.Add(token);
        _expected = Find() is { } at ? _tokens[at] : null;
    }

    /// <summary>The tokens that are likely to follow; empty when it is not worth guessing.</summary>
    public ReadOnlySpan<int> Guess(int most)
    {
        if (_expected is null || Find() is not { } at)
            return [];
        var length = Math.Min(Math.Min(Worthwhile(), most), _tokens.Count - at);
        return length <= 0 ? [] : CollectionsMarshal.AsSpan(_tokens).Slice(at, length);
    }

    /// <summary>The number of guesses k that gives the most tokens for the time: (1 - p^(k+1)) / (1 - p) tokens, p being the chance of a guess, for 1 + k rows.</summary>
    private int Worthwhile()
    {
        var (best, gain, tokens, chance) = (0, 1.0, 1.0, 1.0);
        for (var k = 1; k <= MostGuessed; k++)
        {
            chance *= _trust;
            tokens += chance;
            if (tokens / (1 + (RowCost * k)) is var value && value > gain)
                (best, gain) = (k, value);
        }
        return best;
    }

    /// <summary>Where the text goes on after the last time that its end stood in it.</summary>
    private int? Find() =>
        _tokens.Count >= LongKey && _long.TryGetValue((_tokens[^3], _tokens[^2], _tokens[^1]), out var at) ? at
        : _tokens.Count >= ShortKey && _short.TryGetValue((_tokens[^2], _tokens[^1]), out at) ? at
        : null;

    /// <summary>Notes where the text goes on after its present end; called before it does.</summary>
    private void Index()
    {
        if (_tokens.Count >= ShortKey)
            _short[(_tokens[^2], _tokens[^1])] = _tokens.Count;
        if (_tokens.Count >= LongKey)
            _long[(_tokens[^3], _tokens[^2], _tokens[^1])] = _tokens.Count;
    }
}
