namespace Assistant.Agent;

/// <summary>What <see cref="Answer.Model"/> says where no language model answered. Stored: they stay as they are.</summary>
public static class AnsweredBy
{
    /// <summary>Quotes from what was read, sums, and the sentences that are always the same.</summary>
    public const string Quotes = "quotes";

    /// <summary>What is remembered of the person, and what they asked of that memory. Such answers leave nothing in it.</summary>
    public const string Memory = "memory";

    /// <summary>A notice of an operator's.</summary>
    public const string Notices = "notices";

    /// <summary>Nobody: the turn went wrong, or was stopped.</summary>
    public const string None = "none";
}
