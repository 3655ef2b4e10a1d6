namespace Assistant.Memory.LongTerm;

/// <summary>What is remembered across conversations.</summary>
public sealed class LongTermMemoryOptions
{
    public const string SectionName = "LongTermMemory";

    /// <summary>Conversations are remembered, and asked when a question is about what was said before.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Items that are open in memory at most, over all people; who was idle longest is closed first.</summary>
    public int MaxItemsHeld { get; set; } = 2_000_000;

    /// <summary>Tokens of memory that one turn's question may look at.</summary>
    public int TokensPerTurn { get; set; } = 1024;

    internal bool IsValid() => MaxItemsHeld > 0 && TokensPerTurn > 0;
}
