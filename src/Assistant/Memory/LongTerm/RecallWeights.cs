namespace Assistant.Memory.LongTerm;

/// <summary>The weights of the formula in docs/memory.md.</summary>
internal sealed record RecallWeights
{
    public static RecallWeights Default { get; } = new();

    /// <summary>BM25: how soon repetition saturates, and how much longer texts lose.</summary>
    public double K1 { get; init; } = 1.2;

    public double B { get; init; } = 0.5;

    public double Lexical { get; init; } = 1;
    public double Vector { get; init; } = 1.2;
    public double Time { get; init; } = 0.35;

    /// <summary>Said by somebody whom the question names.</summary>
    public double Speaker { get; init; } = 0.1;

    public double Recency { get; init; } = 0.03;

    /// <summary>What an item gets of its better neighbour.</summary>
    public double Neighbour { get; init; } = 0.45;

    /// <summary>Of the one after that.</summary>
    public double SecondNeighbour { get; init; } = 0.2;

    /// <summary>The second round: terms of the first hits.</summary>
    public double Expansion { get; init; } = 0.3;

    public int ExpansionItems { get; init; } = 6;
    public int ExpansionTerms { get; init; } = 12;
}
