namespace Assistant.Memory.LongTerm;

/// <summary>The weights of the formula in docs/memory.md, fitted on the development sets named there.</summary>
internal sealed record RecallWeights
{
    public static RecallWeights Default { get; } = new();

    /// <summary>BM25: how soon repetition saturates, and how much longer texts lose.</summary>
    public double K1 { get; init; } = 1.2;

    public double B { get; init; } = 0.4;

    /// <summary>A speaker's name as a word of the question: half of all turns bear it.</summary>
    public double Name { get; init; } = 0.5;

    public double Lexical { get; init; } = 1;
    public double Vector { get; init; } = 0.7;
    public double Time { get; init; } = 0.35;

    /// <summary>Said by somebody whom the question names. More would lose what another said of the same matter.</summary>
    public double Speaker { get; init; } = 0.1;

    /// <summary>Of what was said, by its age and how often it had been said before.</summary>
    public double Activation { get; init; } = 0.03;

    /// <summary>What having been used in answers adds at most. Set by hand: in the development sets nothing was answered.</summary>
    public double Use { get; init; } = 0.2;

    /// <summary>What an item gets of those beside it in its conversation: the next, the second, the third on either side.</summary>
    public IReadOnlyList<float> Neighbours { get; init; } = [0.18f, 0.13f, 0.06f];

    /// <summary>Exponent of an item's length: of two that match alike the longer one tells more.</summary>
    public double Length { get; init; } = 0.2;

    /// <summary>The second round: terms of the first hits.</summary>
    public double Expansion { get; init; } = 0.2;

    public int ExpansionItems { get; init; } = 8;
    public int ExpansionTerms { get; init; } = 12;
}
