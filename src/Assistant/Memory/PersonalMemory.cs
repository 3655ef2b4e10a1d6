using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Memory.Published;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>A person's memory over facts and episodes.</summary>
internal sealed class PersonalMemory(PersonalFacts facts, ILongTermMemory episodes, EpisodeWriter writer, IMemoryPauses pauses, PublishedMemory published, ForgottenWords words, IMemoryLog log, ILegalHolds holds, TimeProvider time) : IPersonalMemory
{
    public Task<bool> IsPausedAsync(ContentOwner person, CancellationToken cancellationToken) => pauses.IsPausedAsync(person, cancellationToken);

    public async Task PauseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        if (await IsPausedAsync(person, cancellationToken))
            return;
        // What the log has now was said before: whatever is not in memory when the pause begins is silent.
        await writer.WriteAsync(person, null, cancellationToken);
        await pauses.PauseAsync(person, cancellationToken);
    }

    public async Task ResumeAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        if (await IsPausedAsync(person, cancellationToken))
            await pauses.ResumeAsync(person, cancellationToken);
    }

    public Task<bool> CorrectAsync(ContentOwner person, string factId, string value, CancellationToken cancellationToken) =>
        facts.CorrectAsync(person, factId, new Utterance(FactOrigin.Correction + Guid.NewGuid().ToString("N"), value, time.GetUtcNow()) { IsLive = true }, cancellationToken);

    public Task<bool> ForgetFactAsync(ContentOwner person, string factId, CancellationToken cancellationToken) =>
        ForgetFactsAsync(person, fact => fact.Id == factId, ledger => ledger.ForgetFact(factId), cancellationToken);

    public async Task<bool> ForgetEpisodeAsync(ContentOwner person, string episodeId, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        List<string> learnt = [];
        var conversation = (await episodes.FindAsync(person, episodeId, cancellationToken))?.Conversation;
        var known = await facts.ChangeAsync(person, ledger =>
        {
            learnt = [.. ledger.Facts.Where(fact => fact.Origins.Any(origin => origin.EpisodeId == episodeId)).Select(fact => fact.Id)];
            return ledger.ForgetEpisode(episodeId);
        }, cancellationToken);
        await published.WithdrawOfAsync(person, id => id == episodeId || learnt.Contains(id), cancellationToken);
        await words.RemoveAsync(person, conversation is null ? [] : [conversation], [episodeId], [], cancellationToken);
        return await episodes.ForgetAsync(person, episodeId, cancellationToken) > 0 || known;
    }

    public async Task<long> ForgetEverythingAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        // First: what a turn is at, which may be in either only when all is forgotten.
        var conversations = await pauses.PassOverAsync(person, cancellationToken);
        await published.WithdrawOfAsync(person, _ => true, cancellationToken);
        var forgotten = await facts.ForgetAllAsync(person, cancellationToken) + await episodes.ForgetAsync(person, null, cancellationToken);
        await words.RemoveAllAsync(person, conversations, cancellationToken);
        return forgotten;
    }

    public async Task<MemoryExport> ExportAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        await log.AppendAsync(person, new(MemoryEventKind.Exported), cancellationToken);
        return new(person.SubjectId, [.. (await facts.OpenAsync(person, cancellationToken)).Facts.Select(FactView.Of)], [.. (await episodes.ListAsync(person, cancellationToken)).Select(EpisodeView.Of)]);
    }

    /// <summary>
    /// With a fact goes what it was said in, and what was answered to that: a later question must not find it there. So does whatever else names the value, when that is one that nobody says by chance,
    /// and what of all this the conversations' working memories hold.
    /// </summary>
    /// <param name="which">Facts that are forgotten.</param>
    /// <param name="forget">Takes them out of the ledger; may run again.</param>
    public async Task<bool> ForgetFactsAsync(ContentOwner person, Func<Fact, bool> which, Func<IFactLedger, bool> forget, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        HashSet<string> said = [], known = [], values = [], conversations = [];
        var forgotten = await facts.ChangeAsync(person, ledger =>
        {
            var gone = ledger.Facts.Where(which).ToList();
            var words = Words(ledger);
            said = [.. gone.SelectMany(fact => fact.Origins).Select(origin => origin.EpisodeId)];
            (values, conversations) = ([.. gone.Select(fact => fact.Value).Where(ValueInText.IsDistinctive)], [.. gone.SelectMany(fact => fact.Origins).Select(origin => origin.Conversation)]);
            var any = forget(ledger);
            // Also those of a fact that stays, when its words named what is forgotten.
            known = [.. words.Except(Words(ledger)).Select(fact => fact.Id)];
            return any;
        }, cancellationToken);
        if (values.Count > 0)
            foreach (var episode in await episodes.ListAsync(person, cancellationToken))
                if (ValueInText.IsAnyIn(episode.Text, values))
                {
                    said.Add(episode.Id);
                    conversations.Add(episode.Conversation);
                }
        string[] told = [.. said, .. said.Select(EpisodesOfTurn.AnswerId)];
        await published.WithdrawOfAsync(person, id => known.Contains(id) || told.Contains(id), cancellationToken);
        await episodes.ForgetAllOfAsync(person, told, cancellationToken);
        await words.RemoveAsync(person, conversations, told, values, cancellationToken);
        return forgotten;
    }

    private static List<(string Id, string Quote)> Words(IFactLedger ledger) => [.. ledger.Facts.Select(fact => (fact.Id, fact.Source.Quote))];

    /// <summary>Forgets a conversation and keeps it out from here on.</summary>
    public async Task ExcludeAsync(IConversationMemory conversations, ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        await conversations.ExcludeAsync(person, conversation, cancellationToken);
        await words.RemoveAllAsync(person, [conversation], cancellationToken);
    }
}
