namespace Assistant.Memory.Facts;

/// <summary>How facts are learnt, and how much of one user's is kept at hand; the weakest beyond that lie in the archive.</summary>
public sealed class FactBudgetOptions
{
    public const string SectionName = "Facts";

    /// <summary>Facts at hand a user.</summary>
    public int MaxFacts { get; set; } = 5_000;

    /// <summary>Bytes of their values and quotes, as UTF-8.</summary>
    public long MaxBytes { get; set; } = 2_097_152;

    /// <summary>Statements kept of one attribute of a user; the oldest beyond go, and what was said in them is still found among the episodes.</summary>
    public int MaxStatementsOfAnAttribute { get; set; } = 2_000;

    /// <summary>Statements kept of a user in all.</summary>
    public int MaxStatements { get; set; } = 20_000;

    /// <summary>Facts offered to an answering model with a message in which its person speaks of themselves; 0 for none.</summary>
    public int MaxFactsForModel { get; set; } = 12;

    /// <summary>Sentences in which people speak of themselves and that no rule reads are read by the answering model, one more request for such a message; without a model, or false, by rules alone.</summary>
    public bool ByModel { get; set; } = true;

    internal bool IsValid() => MaxFacts > 0 && MaxBytes >= 1_024 && MaxFactsForModel >= 0 && MaxStatementsOfAnAttribute > 0 && MaxStatements > 0;
}
