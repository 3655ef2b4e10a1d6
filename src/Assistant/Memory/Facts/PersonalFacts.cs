using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Assistant.Memory.Published;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.Facts;

/// <summary>What is known of each person: learnt from their own words, looked up, forgotten. Thread-safe, also across replicas.</summary>
internal sealed class PersonalFacts(IFactStore store, IFactExtractor extractor, IMemoryExclusions exclusions, IMemoryPauses pauses, Lazy<IModelFacts> model, IOptions<FactBudgetOptions> budget, TimeProvider time, ILegalHolds? holds = null) : IPersonalStore, IPersonalFacts
{
    private const int Tries = 5;

    public string Kind => "facts";

    /// <summary>Whose memory a message belongs to; null where the channel's user is not one person.</summary>
    public static ContentOwner? OwnerOf(ConversationKey conversation, Participant from) => conversation.Channel == ChannelIds.OpenAI || PublishedMemory.IsOwner(from.Id) ? null : new(conversation.Tenant, from.Id);

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
        {
            var before = await store.LoadAsync(person, cancellationToken);
            statements = [.. statements, .. await reader.ReadAsync(person, utterance, unread, cancellationToken)];
            // A model takes its time: what was asked for meanwhile counts.
            if (statements.Count > 0 && (await IsExcludedAsync(person, utterance, cancellationToken) || WasForgotten(before, await store.LoadAsync(person, cancellationToken))))
                return false;
        }
        return statements.Count > 0 && await AddAsync(person, utterance, statements, cancellationToken);
    }

    /// <summary>Keeps statements of an utterance, unless some of it are kept already: a turn may run again, and what it understood the first time counts.</summary>
    /// <returns>False when its message is not to be learnt from any more, see <see cref="LedgerSave.NotToLearn"/>.</returns>
    public async Task<bool> AddAsync(ContentOwner person, Utterance utterance, IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => await ChangeAsync(person, ledger =>
    {
        if (ledger.State.Statements.Any(kept => kept.EpisodeId == utterance.EpisodeId))
            return false;
        ledger.Add(utterance with { SaidAt = SaidAt(utterance, ledger) }, statements);
        return true;
    }, MemoryEventKind.Forgotten, utterance.Message, cancellationToken) != LedgerSave.NotToLearn;

    /// <summary>What is said takes the place of a fact's value. The fact is looked for in the ledger that is written: of what was forgotten or erased meanwhile no correction is kept.</summary>
    /// <returns>False when there is no such fact.</returns>
    public async Task<bool> CorrectAsync(ContentOwner person, string factId, Utterance said, CancellationToken cancellationToken)
    {
        var isKnown = false;
        await ChangeAsync(person, ledger =>
        {
            var wrong = ledger.Facts.LastOrDefault(fact => fact.Id == factId);
            isKnown = wrong is not null;
            if (wrong is null || wrong.Value == said.Text)
                return false;
            ledger.Add(said with { SaidAt = SaidAt(said, ledger) }, [new(wrong.Subject, wrong.Attribute, said.Text, StatementKind.Corrects, null, null, said.Text) { Replaces = wrong.Value }]);
            return true;
        }, cancellationToken);
        return isKnown;
    }

    public async Task<IFactLedger> OpenAsync(ContentOwner person, CancellationToken cancellationToken) => FactLedgers.Open((await store.LoadAsync(person, cancellationToken))?.State);

    /// <param name="change">False when there was nothing to change. May run again when somebody else was faster.</param>
    public async Task<bool> ChangeAsync(ContentOwner person, Func<IFactLedger, bool> change, CancellationToken cancellationToken) =>
        await ChangeAsync(person, change, MemoryEventKind.Forgotten, null, cancellationToken) == LedgerSave.Saved;

    /// <returns>Null when there was nothing to change.</returns>
    private async Task<LedgerSave?> ChangeAsync(ContentOwner person, Func<IFactLedger, bool> change, MemoryEventKind removal, SaidMessage? said, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var stored = await store.LoadAsync(person, cancellationToken);
            var ledger = FactLedgers.Open(stored?.State);
            if (!change(ledger))
                return null;
            var state = ledger.State;
            if (state.Statements.Count > Math.Min(budget.Value.MaxStatementsOfAnAttribute, budget.Value.MaxStatements) && !await IsHeldAsync(person, cancellationToken)
                && ledger.Trim(budget.Value.MaxStatementsOfAnAttribute, budget.Value.MaxStatements) > 0)
                state = ledger.State;
            if (await store.SaveAsync(person, state, stored?.Version ?? 0, Change(stored?.State.Statements ?? [], state.Statements, removal), said, cancellationToken) is not LedgerSave.Behind and var saved)
                return saved;
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
        }, MemoryEventKind.Expired, null, cancellationToken);
        return gone;
    }

    /// <summary>When the oldest statement was made; null when there is none.</summary>
    /// <param name="of">In which conversations, by their names.</param>
    public async Task<DateTimeOffset?> OldestAsync(ContentOwner person, Func<string, bool> of, CancellationToken cancellationToken) =>
        (await store.LoadAsync(person, cancellationToken))?.State.Statements.Where(kept => of(kept.Conversation)).Min(kept => (DateTimeOffset?)kept.SaidAt);

    /// <summary>Memory is paused, or was when it was said, or its conversation is not to be remembered.</summary>
    public async Task<bool> IsExcludedAsync(ContentOwner person, Utterance utterance, CancellationToken cancellationToken) =>
        (utterance.IsLive ? await pauses.IsPausedAsync(person, cancellationToken) : utterance.SaidAt < await pauses.SilentUntilAsync(person, cancellationToken))
        || (ConversationKey.TryParse(utterance.Conversation) is { } conversation && await exclusions.ContainsAsync(person, conversation, cancellationToken));

    public async Task<long> ForgetAllAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var known = await CountAsync(person, cancellationToken);
        await store.ClearAsync(person, known > 0 ? new(MemoryEventKind.Forgotten, (int)known) : null, cancellationToken);
        return known;
    }

    public async Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) => (await store.LoadAsync(person, cancellationToken))?.State.Statements.Count ?? 0;

    /// <summary>As a part of erasing the person.</summary>
    public async Task<long> EraseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var known = await CountAsync(person, cancellationToken);
        await store.RemoveAsync(person, cancellationToken);
        return known - await CountAsync(person, cancellationToken);
    }

    /// <summary>Under a legal hold nothing of theirs is let go, however much it is.</summary>
    private async Task<bool> IsHeldAsync(ContentOwner person, CancellationToken cancellationToken) => holds is not null && (await holds.ListAsync(cancellationToken)).Contains(person);

    /// <summary>When something that is said now is dated. A ledger that knows of times to come was written by a clock that has been put back since: what is said now comes behind it.</summary>
    private DateTimeOffset SaidAt(Utterance utterance, IFactLedger ledger) =>
        utterance.IsLive && ledger.Present(time.GetUtcNow()) is var present && present > time.GetUtcNow() && present >= utterance.SaidAt ? present.ToOffset(utterance.SaidAt.Offset).AddTicks(1) : utterance.SaidAt;

    /// <summary>Something that was known before is not any more, or all was forgotten.</summary>
    private static bool WasForgotten(StoredLedger? before, StoredLedger? after) => before?.Version != after?.Version
        && (after is null or { State.Statements.Count: 0 } || (before is not null && before.State.Statements.Except(after.State.Statements).Any()));

    /// <summary>Null when only what was used has changed: the turn that used it says so.</summary>
    private static MemoryEvent? Change(IReadOnlyList<KeptStatement> before, IReadOnlyList<KeptStatement> after, MemoryEventKind removal) => after.Count >= before.Count
        ? MemoryEvent.Of(MemoryEventKind.Learned, [.. after.Select(Id).Except(before.Select(Id))]) : MemoryEvent.Of(removal, [.. before.Select(Id).Except(after.Select(Id))]);

    private static string Id(KeptStatement kept) => $"{kept.EpisodeId}/{kept.Position}";
}
