using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory.Facts;

/// <summary>What is known of each person: learnt from their own words, looked up, forgotten. Thread-safe, also across replicas.</summary>
internal sealed class PersonalFacts(IFactStore store, IFactExtractor extractor, IMemoryExclusions exclusions, IMemoryPauses pauses, Lazy<IModelFacts?> model) : IPersonalStore, IPersonalFacts
{
    private const int Tries = 5;

    public string Kind => "facts";

    /// <summary>Whose memory a message belongs to; null where the channel's user is not one person.</summary>
    public static ContentOwner? OwnerOf(ConversationKey conversation, Participant from) => conversation.Channel == "openai" ? null : new(conversation.Tenant, from.Id);

    /// <summary>Keeps what the person says of themselves. Most messages say nothing, and cost no look at the store. The same utterance again changes nothing.</summary>
    /// <returns>False when it says nothing, or it is not to be remembered.</returns>
    public async Task<bool> LearnAsync(ContentOwner person, Utterance utterance, CancellationToken cancellationToken)
    {
        var reader = model.Value is { IsThere: true } there ? there : null;
        var unread = new List<string>();
        var statements = reader is null ? extractor.Read(utterance) : extractor.Read(utterance, unread);
        if (statements.Count + unread.Count == 0 || await IsExcludedAsync(person, utterance, cancellationToken))
            return false;
        if (reader is not null && unread.Count > 0)
            statements = [.. statements, .. await reader.ReadAsync(person, utterance, unread, cancellationToken)];
        if (statements.Count == 0)
            return false;
        await AddAsync(person, utterance, statements, cancellationToken);
        return true;
    }

    /// <summary>Keeps statements of an utterance, unless some of it are kept already: a turn may run again, and what it understood the first time counts.</summary>
    public Task AddAsync(ContentOwner person, Utterance utterance, IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => ChangeAsync(person, ledger =>
    {
        if (ledger.State.Statements.Any(kept => kept.EpisodeId == utterance.EpisodeId))
            return false;
        ledger.Add(utterance, statements);
        return true;
    }, cancellationToken);

    public async Task<IFactLedger> OpenAsync(ContentOwner person, CancellationToken cancellationToken) => FactLedgers.Open((await store.LoadAsync(person, cancellationToken))?.State);

    /// <param name="change">False when there was nothing to change. May run again when somebody else was faster.</param>
    public Task<bool> ChangeAsync(ContentOwner person, Func<IFactLedger, bool> change, CancellationToken cancellationToken) => ChangeAsync(person, change, MemoryEventKind.Forgotten, cancellationToken);

    private async Task<bool> ChangeAsync(ContentOwner person, Func<IFactLedger, bool> change, MemoryEventKind removal, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var stored = await store.LoadAsync(person, cancellationToken);
            var ledger = FactLedgers.Open(stored?.State);
            if (!change(ledger))
                return false;
            var state = ledger.State;
            if (await store.SaveAsync(person, state, stored?.Version ?? 0, Change(stored?.State.Statements ?? [], state.Statements, removal), cancellationToken))
                return true;
        }
        throw new StorageUnavailableException("A person's facts were changed by others again and again.");
    }

    public async Task LearnAsync(ContentOwner person, IReadOnlyList<Utterance> utterances, CancellationToken cancellationToken)
    {
        var said = utterances.Select(utterance => (Utterance: utterance, Statements: extractor.Read(utterance))).Where(each => each.Statements.Count > 0).ToList();
        if (said.Count > 0)
            await ChangeAsync(person, ledger =>
            {
                var known = ledger.State.Statements.Select(kept => kept.EpisodeId).ToHashSet(StringComparer.Ordinal);
                var added = said.Where(each => !known.Contains(each.Utterance.EpisodeId)).ToList();
                foreach (var (utterance, statements) in added)
                    ledger.Add(utterance, statements);
                return added.Count > 0;
            }, cancellationToken);
    }

    /// <summary>An answer that rests on these facts was sent; those that are forgotten since are passed over.</summary>
    public Task UseAsync(ContentOwner person, IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken) => ChangeAsync(person, ledger =>
    {
        var known = ids.Where(id => ledger.Facts.Any(fact => fact.Id == id)).ToList();
        known.ForEach(id => ledger.Used(id, at));
        return known.Count > 0;
    }, cancellationToken);

    public Task<bool> ForgetAsync(ContentOwner person, string factId, CancellationToken cancellationToken) =>
        ChangeAsync(person, ledger => ledger.ForgetFact(factId), cancellationToken);

    /// <summary>Forgets what was said in one conversation.</summary>
    public Task<bool> ForgetAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken) =>
        ChangeAsync(person, ledger => ledger.ForgetConversation(conversation.ToString()), cancellationToken);

    /// <summary>Lets the episodes go of which a rule of retention wants a statement to go.</summary>
    /// <returns>How many statements there were.</returns>
    public async Task<long> ExpireAsync(ContentOwner person, Func<KeptStatement, bool> isOver, CancellationToken cancellationToken)
    {
        var gone = 0;
        await ChangeAsync(person, ledger =>
        {
            var all = ledger.State.Statements;
            foreach (var episode in all.Where(isOver).Select(kept => kept.EpisodeId).Distinct().ToList())
                ledger.ForgetEpisode(episode);
            gone = all.Count - ledger.State.Statements.Count;
            return gone > 0;
        }, MemoryEventKind.Expired, cancellationToken);
        return gone;
    }

    /// <summary>When the oldest statement was made; null when there is none.</summary>
    public async Task<DateTimeOffset?> OldestAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await store.LoadAsync(person, cancellationToken))?.State.Statements.Min(kept => (DateTimeOffset?)kept.SaidAt);

    /// <summary>Memory was paused when it was said, or its conversation is not to be remembered.</summary>
    public async Task<bool> IsExcludedAsync(ContentOwner person, Utterance utterance, CancellationToken cancellationToken) =>
        utterance.SaidAt < await pauses.SilentUntilAsync(person, cancellationToken)
        || (utterance.Conversation.Length > 0 && await exclusions.ContainsAsync(person, ConversationKey.Parse(utterance.Conversation), cancellationToken));

    public Task<long> ForgetAllAsync(ContentOwner person, CancellationToken cancellationToken) => RemoveAsync(person, known => new(MemoryEventKind.Forgotten, known), cancellationToken);

    public async Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) => (await store.LoadAsync(person, cancellationToken))?.State.Statements.Count ?? 0;

    /// <summary>As a part of erasing the person.</summary>
    public Task<long> EraseAsync(ContentOwner person, CancellationToken cancellationToken) => RemoveAsync(person, _ => null, cancellationToken);

    private async Task<long> RemoveAsync(ContentOwner person, Func<int, MemoryEvent?> change, CancellationToken cancellationToken)
    {
        var known = (await store.LoadAsync(person, cancellationToken))?.State.Statements.Count ?? 0;
        await store.RemoveAsync(person, change(known), cancellationToken);
        return known;
    }

    /// <summary>Null when only what was used has changed: the turn that used it says so.</summary>
    private static MemoryEvent? Change(IReadOnlyList<KeptStatement> before, IReadOnlyList<KeptStatement> after, MemoryEventKind removal) => after.Count >= before.Count
        ? MemoryEvent.Of(MemoryEventKind.Learned, [.. after.Select(Id).Except(before.Select(Id))]) : MemoryEvent.Of(removal, [.. before.Select(Id).Except(after.Select(Id))]);

    private static string Id(KeptStatement kept) => $"{kept.EpisodeId}/{kept.Position}";
}
