namespace Assistant.Memory;

/// <summary>How much of a conversation the next turn knows.</summary>
public sealed class MemoryPolicyOptions
{
    public const string SectionName = "WorkingMemory";

    /// <summary>Tokens of the newest turns that are kept whole; 0 for a quarter of the answering model's context, 4,000 when answers are quotes.</summary>
    public int MaxTokens { get; set; }

    /// <summary>Tokens of the summary of what came before; 0 for a quarter of the former.</summary>
    public int SummaryTokens { get; set; }

    /// <summary>Turns kept whole, however short.</summary>
    public int MaxTurns { get; set; } = 50;

    /// <summary>The model's summary is waited for so long, then the extractive one is taken.</summary>
    public TimeSpan SummaryDeadline { get; set; } = TimeSpan.FromSeconds(15);

    internal bool IsValid() => MaxTokens is 0 or >= 200 && SummaryTokens >= 0 && MaxTurns > 0 && SummaryDeadline > TimeSpan.Zero;
}
