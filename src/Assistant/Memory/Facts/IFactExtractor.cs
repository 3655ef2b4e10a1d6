namespace Assistant.Memory.Facts;

/// <summary>
/// Reads what an utterance says of the user and of the people the user speaks of. Empty for everything that is not the user's own,
/// serious, affirmative word: questions, wishes, quotes, pasted text, other sources. Thread-safe; never fails on any text.
/// </summary>
public interface IFactExtractor
{
    IReadOnlyList<Statement> Read(Utterance utterance);

    /// <param name="unread">Takes the sentences of the same kind that speak of the user and that nothing was read from, as they stand in the utterance.</param>
    IReadOnlyList<Statement> Read(Utterance utterance, ICollection<string> unread);
}
