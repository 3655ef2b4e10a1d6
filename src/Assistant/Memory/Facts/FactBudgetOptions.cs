namespace Assistant.Memory.Facts;

/// <summary>How much of one user's facts is kept at hand; the weakest beyond that lie in the archive.</summary>
public sealed class FactBudgetOptions
{
    public const string SectionName = "Facts";

    /// <summary>Facts at hand a user.</summary>
    public int MaxFacts { get; set; } = 5_000;

    /// <summary>Bytes of their values and quotes, as UTF-8.</summary>
    public long MaxBytes { get; set; } = 2_097_152;

    internal bool IsValid() => MaxFacts > 0 && MaxBytes >= 1_024;
}
