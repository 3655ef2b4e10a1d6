namespace Assistant.Inference.Language.Constraints;

/// <summary>
/// Keeps one answer to a grammar, token by token. It is told how many tokens may still be written and lets through only those after which the shortest end still fits,
/// so that the answer is whole when they are used up. One caller.
/// </summary>
internal sealed class AnswerConstraint(Automaton automaton, TokenTrie vocabulary, IReadOnlySet<int> ends, int limit)
{
    private Configuration _at = automaton.Start;
    private int _left = limit;

    /// <summary>The text may end here; a call of a tool or a JSON value is whole.</summary>
    public bool IsWhole => _at.Accepts && !_at.IsFreeText;

    /// <summary>Nothing more may be written.</summary>
    public bool IsFinished => _at.Accepts && (_at.IsFinal || _left <= 0);

    /// <summary>Text of any kind, before a tool's call begins.</summary>
    public bool IsFreeText => _at.IsFreeText;

    /// <summary>From now on only what leads to an end soon: the answer goes round in circles.</summary>
    public void Hurry() => _left = Math.Min(_left, _at.Cost + 1);

    /// <summary>The best token that may stand here.</summary>
    public int Best(ReadOnlySpan<float> scores, int likeliest)
    {
        if (Allows(likeliest))
            return likeliest;
        var best = automaton.Tokens(_at, _left - 1).Best(scores);
        foreach (var end in ends)
            if (_at.Accepts && end < scores.Length && (best < 0 || scores[end] > scores[best]))
                best = end;
        return best >= 0 ? best : throw Stuck();
    }

    /// <summary>Gives the lowest score to what may not stand here.</summary>
    public void Mask(Span<float> scores)
    {
        var tokens = automaton.Tokens(_at, _left - 1);
        if (tokens.IsEmpty && !_at.Accepts)
            throw Stuck();
        for (var id = 0; id < scores.Length; id++)
            if (!tokens.Contains(id) && !(_at.Accepts && ends.Contains(id)))
                scores[id] = float.NegativeInfinity;
    }

    /// <summary>Notes what was written.</summary>
    public void Add(int token)
    {
        _left--;
        if (!ends.Contains(token))
            _at = automaton.Next(_at, vocabulary.BytesOf(token));
    }

    private bool Allows(int token) => ends.Contains(token) ? _at.Accepts
        : vocabulary.BytesOf(token) is { Length: > 0 } bytes && automaton.Next(_at, bytes) is { } next && !ReferenceEquals(next, Configuration.Dead) && next.Cost <= _left - 1;

    // Every state has a token that leads nearer to an end, and the limit was checked at the start.
    private static InvalidOperationException Stuck() => new("No token may follow; the grammar is at fault.");
}
