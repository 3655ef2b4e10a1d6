namespace Assistant.Memory;

/// <summary>Puts turns that working memory lets go into a few sentences.</summary>
internal interface IConversationSummary
{
    /// <summary>Null when there is no model for it, or it did not manage.</summary>
    /// <param name="earlier">The summary so far; empty for none.</param>
    /// <param name="words">At most.</param>
    Task<string?> SummariseAsync(string earlier, IReadOnlyList<RememberedTurn> turns, string language, int words, CancellationToken cancellationToken);
}
