namespace Assistant.Memory.LongTerm;

/// <param name="Tokens">What the items may cost together: four characters are one token, and each item costs 8 more.</param>
/// <param name="AsOf">Only what was known at this time; null for all.</param>
/// <param name="Vectors">Compare meanings too, where a model is installed: better, and tens of milliseconds.</param>
public sealed record RecallQuery(string Question, int Tokens = RecallQuery.DefaultTokens, DateTimeOffset? AsOf = null, bool Vectors = true)
{
    public const int DefaultTokens = 1024;
    public const int TokensAnItem = 8;
    public const int CharactersAToken = 4;

    /// <summary>Somebody waits, and many may: compared by meaning only as far as the server has time for it.</summary>
    public bool InTurn { get; init; }

    /// <summary>
    /// The asker's own time, with their offset: "yesterday" is the day before it. Null where nobody asks now, as at the command line over an imported record:
    /// then it is counted from the newest that is remembered, in UTC.
    /// </summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Weak items beyond the budget are found as well: for whoever asks for what was said.</summary>
    public bool WithArchive { get; init; } = true;
}
