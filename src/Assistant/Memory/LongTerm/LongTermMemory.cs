using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.LongTerm;

/// <summary>Long-term memory over segments in a store: opened in memory a person at a time, searched there together with what of the log is not written to it yet.</summary>
internal sealed class LongTermMemory(OpenedMemories memories, IMemorySegments segments, EpisodeWriter writer, EpisodeVectors vectors, IOptions<LongTermMemoryOptions> options, TimeProvider time) : ILongTermMemory
{
    private const int MostWaitingInTurn = 64;

    public Task<int> RememberAsync(ContentOwner person, IReadOnlyList<Episode> episodes, bool withVectors, CancellationToken cancellationToken) => memories.UseAsync(person, async memory =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var added = episodes.Where(episode => memory.Index.Find(episode.Id) is null && seen.Add(episode.Id)).ToList();
        if (added.Count == 0)
            return 0;
        var found = withVectors ? await vectors.OfAsync(added, cancellationToken) : [];
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await memory.AppendAsync([.. added.Select((episode, i) => new StoredEpisode(episode, now, found.Length == 0 ? null : found[i]))], [],
            MemoryEvent.Of(MemoryEventKind.Remembered, [.. added.Select(episode => episode.Id)]), cancellationToken);
        return added.Count;
    }, cancellationToken);

    public Task<IReadOnlySet<string>> HeldAsync(ContentOwner person, IReadOnlyList<Episode> episodes, CancellationToken cancellationToken) => memories.UseAsync(person, memory =>
        Task.FromResult<IReadOnlySet<string>>(episodes.Where(episode => memory.Index.Find(episode.Id) is { } item && memory.Index.Read(item) is var held && held.Text == episode.Text && held.Source == episode.Source)
            .Select(episode => episode.Id).ToHashSet(StringComparer.Ordinal)), cancellationToken);

    public async Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken)
    {
        var (waiting, newest) = query.InTurn ? await writer.WaitingAsync(person, MostWaitingInTurn, cancellationToken) : (await writer.WaitingAsync(person, cancellationToken), null);
        // Most people of a busy server have nothing: none of them is opened.
        if (waiting.Count == 0 && (newest ?? await segments.NewestAsync(person, cancellationToken)) == 0)
            return [];
        return await memories.UseAsync(person, async memory =>
        {
            var question = !query.Vectors || memory.Index.Vectors.IsEmpty ? [] : query.InTurn ? await vectors.InSpareTimeAsync(query.Question, cancellationToken) : await vectors.OfAsync(query.Question, cancellationToken);
            return Recall(WithWaiting(memory.Index, waiting), query, question);
        }, cancellationToken, newest);
    }

    public Task UseAsync(ContentOwner person, IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken) => memories.UseAsync(person, async memory =>
    {
        var uses = ids.Distinct(StringComparer.Ordinal).Where(id => memory.Index.Find(id) is not null).Select(id => FactUses.None(id).Add(at)).ToList();
        return uses.Count > 0 && await memory.AppendAsync([], [], null, cancellationToken, uses);
    }, cancellationToken);

    public async Task<IReadOnlyList<Episode>> ListAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, null, cancellationToken);
        return await memories.UseAsync(person, memory =>
            Task.FromResult<IReadOnlyList<Episode>>([.. Living(memory.Index).Select(memory.Index.Read)]), cancellationToken);
    }

    public async Task<IReadOnlyList<Episode>> NewestAsync(ContentOwner person, string? search, int skip, int limit, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, null, cancellationToken);
        var words = search?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return await memories.UseAsync(person, memory => Task.FromResult<IReadOnlyList<Episode>>([.. Living(memory.Index)
            .OrderByDescending(item => memory.Index.Columns.At[item]).ThenByDescending(item => item).Select(memory.Index.Read)
            .Where(episode => words.All(word => episode.Text.Contains(word, StringComparison.OrdinalIgnoreCase))).Skip(skip).Take(limit)]), cancellationToken);
    }

    public async Task<Episode?> FindAsync(ContentOwner person, string id, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, null, cancellationToken);
        return await memories.UseAsync(person, memory => Task.FromResult(memory.Index.Find(id) is { } item ? memory.Index.Read(item) : null), cancellationToken);
    }

    public async Task<int> ForgetAsync(ContentOwner person, string? id, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, null, cancellationToken);
        if (id is not null)
            return await ForgetAsync(person, MemoryEventKind.Forgotten, index => index.Find(id) is { } item ? [item] : [], cancellationToken);
        return await memories.UseAsync(person, async memory =>
        {
            var all = memory.Index.Living;
            if (all > 0)
                await memory.AppendAsync([], null, new(MemoryEventKind.Forgotten, all), cancellationToken);
            return all;
        }, cancellationToken);
    }

    public async Task<int> ForgetAllOfAsync(ContentOwner person, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return 0;
        await writer.WriteAsync(person, null, cancellationToken);
        return await ForgetAsync(person, MemoryEventKind.Forgotten, index => [.. ids.Distinct(StringComparer.Ordinal).Select(index.Find).OfType<int>()], cancellationToken);
    }

    public async Task<int> ForgetTurnAsync(ContentOwner person, ConversationKey conversation, string turnId, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, conversation, cancellationToken);
        var name = conversation.ToString();
        return await ForgetAsync(person, MemoryEventKind.Forgotten, index => [.. Living(index).Where(item => index.Name(index[item].Conversation) == name && EpisodesOfTurn.IsOf(index.Read(item).Id, turnId))], cancellationToken);
    }

    public async Task<int> ForgetAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset? before, IReadOnlySet<UtteranceSource>? sources, IReadOnlyCollection<string> besides, CancellationToken cancellationToken)
    {
        // What is too old to be kept is not taken in first.
        if (before is null)
            await writer.WriteAsync(person, conversation, cancellationToken);
        var (name, until) = (conversation.ToString(), (before ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds());
        return await ForgetAsync(person, before is null ? MemoryEventKind.Forgotten : MemoryEventKind.Expired,
            index => [.. Living(index).Where(item => index[item] is var entry && index.Columns.At[item] < until && sources?.Contains(entry.Source) != false && index.Name(entry.Conversation) == name).Union(besides.Select(index.Find).OfType<int>())], cancellationToken);
    }

    public Task<int> ExpireAsync(ContentOwner person, DateTimeOffset before, Func<string, bool> of, CancellationToken cancellationToken)
    {
        var until = before.ToUnixTimeMilliseconds();
        return ForgetAsync(person, MemoryEventKind.Expired, index => [.. Living(index).Where(item => index.Columns.At[item] < until && of(index.Name(index[item].Conversation)))], cancellationToken);
    }

    public Task<DateTimeOffset?> OldestAsync(ContentOwner person, Func<string, bool> of, CancellationToken cancellationToken) => memories.UseAsync(person, memory => Task.FromResult(
        Living(memory.Index).Where(item => of(memory.Index.Name(memory.Index[item].Conversation))).Select(item => (long?)memory.Index.Columns.At[item]).Min() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null), cancellationToken);

    /// <summary>Writes the segments in which they stand anew without them. A million items are gone through once, not once an item.</summary>
    private Task<int> ForgetAsync(ContentOwner person, MemoryEventKind kind, Func<MemoryIndex, List<int>> which, CancellationToken cancellationToken) => memories.UseAsync(person, async memory =>
    {
        while (true)
        {
            var items = which(memory.Index);
            if (items.Count == 0)
                return 0;
            var gone = items.Select(item => memory.Index.Read(item).Id).ToHashSet(StringComparer.Ordinal);
            var replaced = items.SelectMany(memory.Index.SegmentsOf).Where(segment => segment != MemoryIndex.Unwritten).Distinct().ToList();
            var (rest, uses) = (new List<StoredEpisode>(), new List<FactUses>());
            foreach (var segment in replaced)
            {
                var content = await memory.ReadSegmentAsync(segment, cancellationToken);
                rest.AddRange(content.Block.Episodes().Where(stored => !gone.Contains(stored.Episode.Id)));
                uses.AddRange(content.Uses.Where(each => !gone.Contains(each.FactId)));
            }
            if (replaced.Count == 0 || await memory.AppendAsync(rest, replaced, MemoryEvent.Of(kind, gone), cancellationToken, EpisodeUses.Joined(uses)))
                return replaced.Count == 0 ? 0 : items.Count;
        }
    }, cancellationToken);

    private static IEnumerable<int> Living(MemoryIndex index) => Enumerable.Range(0, index.Count).Where(item => !index.Columns.Removed[item]);

    private MemoryIndex WithWaiting(MemoryIndex index, IReadOnlyList<Episode> waiting)
    {
        index.RetainUnwritten(waiting.Select(episode => episode.Id).ToHashSet(StringComparer.Ordinal));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (waiting.Where(episode => index.Find(episode.Id) is null).Select(episode => new StoredEpisode(episode, now, null)).ToList() is { Count: > 0 } added)
            index.AddAll(SegmentBlock.Of(added), MemoryIndex.Unwritten);
        return index;
    }

    private IReadOnlyList<RecalledItem> Recall(MemoryIndex index, RecallQuery query, IReadOnlyList<QuantizedVector> question)
    {
        if (index.Living == 0)
            return [];
        var before = (query.AsOf ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds();
        var span = TimeExpressions.Find(query.Question, query.Now ?? Anchor(index, query.AsOf ?? time.GetUtcNow()));
        using var scores = new EpisodeRanking(index, RecallWeights.Default).Score(query.Question, question, span, before);
        if (!query.WithArchive)
            foreach (var item in Beyond(index, query.AsOf is null ? null : before))
                scores.Values[item] = 0;
        return BudgetedItems.Take(index, scores.Values, query.Tokens);
    }

    /// <param name="before">As it was then; null for now.</param>
    private IReadOnlyList<int> Beyond(MemoryIndex index, long? before) => before is { } then
        ? new EpisodeStrength(index, then).Beyond(options.Value.MaxItems, options.Value.MaxBytes)
        : index.Archive.Beyond(options.Value.MaxItems, options.Value.MaxBytes);

    /// <summary>Of an old record "in May" is asked as of its end.</summary>
    private static DateTimeOffset Anchor(MemoryIndex index, DateTimeOffset now) => DateTimeOffset.FromUnixTimeMilliseconds(index.NewestAt) is var newest && newest < now ? newest : now;
}
