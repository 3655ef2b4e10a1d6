namespace Assistant.Memory.LongTerm;

/// <summary>What is remembered across conversations.</summary>
public sealed class LongTermMemoryOptions
{
    public const string SectionName = "LongTermMemory";

    /// <summary>What people tell of themselves is remembered, and answered from, across their conversations.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What is said in turns, too, and what was read and heard in them: searched when a later question finds no answer in its own conversation. Off: only facts.</summary>
    public bool Episodes { get; set; } = true;

    /// <summary>How long a turn may wait to be written to memory, so that many are written at once; it is found before that, too.</summary>
    public TimeSpan WriteAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Items that are open in memory at most, over all people; who was idle longest is closed first.</summary>
    public int MaxItemsHeld { get; set; } = 2_000_000;

    /// <summary>Items of one person that are at hand for every question; the weakest beyond are the archive, which is searched for explicit questions ("what did I tell you about ...") and by commands.</summary>
    public int MaxItems { get; set; } = 200_000;

    /// <summary>The same for their text, in bytes.</summary>
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    internal bool IsValid() => MaxItemsHeld > 0 && WriteAfter > TimeSpan.Zero && MaxItems > 0 && MaxBytes >= 1024;
}
