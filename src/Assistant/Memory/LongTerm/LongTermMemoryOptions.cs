namespace Assistant.Memory.LongTerm;

/// <summary>What is remembered across conversations.</summary>
public sealed class LongTermMemoryOptions
{
    public const string SectionName = "LongTermMemory";

    /// <summary>What people tell of themselves is remembered, and answered from, across their conversations.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Items that are open in memory at most, over all people; who was idle longest is closed first.</summary>
    public int MaxItemsHeld { get; set; } = 2_000_000;

    internal bool IsValid() => MaxItemsHeld > 0;
}
