namespace Assistant.Memory.Facts;

/// <summary>
/// What one user's statements come to, valid in time and known in time. Kept by a store as its <see cref="State"/>, opened by
/// <see cref="FactLedgers.Open"/>. Not thread-safe: one a user, in the turn or the import that owns it.
/// </summary>
public interface IFactLedger
{
    /// <summary>Everything to keep; the facts follow from it.</summary>
    LedgerState State { get; }

    /// <summary>Every fact with its period, those that are over too, in the order in which they were learnt.</summary>
    IReadOnlyList<Fact> Facts { get; }

    /// <summary>Adds what an utterance states; the same episode again changes nothing.</summary>
    void Add(Utterance utterance, IReadOnlyList<Statement> statements);

    /// <summary>What held at a time, by what was known at another (null: by all that is known).</summary>
    IReadOnlyList<Fact> AsOf(DateTimeOffset validAt, DateTimeOffset? knownAt = null);

    /// <summary>The present of what is known: now, but never before the newest that was said, which a clock that was put back does not undo.</summary>
    DateTimeOffset Present(DateTimeOffset now);

    /// <summary>An answer that rests on the fact was sent.</summary>
    void Used(string factId, DateTimeOffset time);

    /// <summary>Base level activation, see <see cref="Activation"/>.</summary>
    double Strength(Fact fact, DateTimeOffset now);

    /// <summary>As it was at a time: what was used since does not count.</summary>
    double StrengthAsOf(Fact fact, DateTimeOffset then);

    /// <summary>Forgets what was said of an attribute (null: of the subject at all); true when there was something.</summary>
    bool Forget(string subject, string? attribute);

    /// <summary>Forgets a fact with everything that it was drawn from, also what it took the place of; true when there was one.</summary>
    bool ForgetFact(string factId);

    /// <summary>Forgets what comes from an episode; true when there was something.</summary>
    bool ForgetEpisode(string episodeId);

    /// <summary>Lets the oldest statements go beyond so many of an attribute, and beyond so many in all.</summary>
    /// <returns>How many went.</returns>
    int Trim(int mostOfAnAttribute, int most);

    /// <summary>Forgets what comes from a conversation; true when there was something.</summary>
    bool ForgetConversation(string conversation);
}
