using Assistant.Agent;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Long-term memory over segments in a store: opened in memory a person at a time, searched there.</summary>
internal sealed class LongTermMemory(OpenedMemories memories, IEnumerable<ISentenceEncoder> encoders, TimeProvider time) : ILongTermMemory
{
    private const int EncodedAtOnce = 64;

    private readonly ISentenceEncoder? _encoder = encoders.FirstOrDefault();

    public Task<int> RememberAsync(ContentOwner person, IReadOnlyList<Episode> episodes, bool vectors, CancellationToken cancellationToken) => memories.UseAsync(person, async memory =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var added = episodes.Where(episode => memory.Index.Find(episode.Id) is null && seen.Add(episode.Id)).ToList();
        if (added.Count == 0)
            return 0;
        var found = vectors ? await EncodeAsync(added, cancellationToken) : [];
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await memory.AppendAsync([.. added.Select((episode, i) => new StoredEpisode(episode, now, found.Length == 0 ? null : found[i]))], [], cancellationToken);
        return added.Count;
    }, cancellationToken);

    public async Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken)
    {
        var question = query.Vectors ? await EncodeAsync(query.Question, cancellationToken) : [];
        return await memories.UseAsync(person, memory => Task.FromResult(Recall(memory.Index, query, question)), cancellationToken);
    }

    public Task<IReadOnlyList<Episode>> ListAsync(ContentOwner person, CancellationToken cancellationToken) => memories.UseAsync(person, memory =>
        Task.FromResult<IReadOnlyList<Episode>>([.. Enumerable.Range(0, memory.Index.Count).Where(item => !memory.Index[item].Removed).Select(memory.Index.Read)]), cancellationToken);

    public Task<Episode?> FindAsync(ContentOwner person, string id, CancellationToken cancellationToken) =>
        memories.UseAsync(person, memory => Task.FromResult(memory.Index.Find(id) is { } item ? memory.Index.Read(item) : null), cancellationToken);

    public Task<int> ForgetAsync(ContentOwner person, string? id, CancellationToken cancellationToken) => memories.UseAsync(person, async memory =>
    {
        if (id is null)
        {
            var all = memory.Index.Living;
            if (all > 0)
                await memory.AppendAsync([], null, cancellationToken);
            return all;
        }
        if (memory.Index.Find(id) is not { } item)
            return 0;
        var segment = memory.Index[item].Segment;
        var rest = await memory.ReadSegmentAsync(segment, cancellationToken);
        rest.RemoveAll(stored => stored.Episode.Id == id);
        await memory.AppendAsync(rest, [segment], cancellationToken);
        return 1;
    }, cancellationToken);

    private IReadOnlyList<RecalledItem> Recall(MemoryIndex index, RecallQuery query, IReadOnlyList<QuantizedVector> question)
    {
        if (index.Living == 0)
            return [];
        var before = (query.AsOf ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds();
        var now = query.AsOf ?? time.GetUtcNow();
        // Of an old record "in May" is asked as of its end.
        var newest = DateTimeOffset.FromUnixTimeMilliseconds(index.NewestAt);
        var span = TimeExpressions.Find(query.Question, newest < now ? newest : now);
        return BudgetedItems.Take(index, new EpisodeRanking(index, RecallWeights.Default).Score(query.Question, question, span, before), query.Tokens);
    }

    private async Task<QuantizedVector?[]> EncodeAsync(List<Episode> episodes, CancellationToken cancellationToken)
    {
        var found = new QuantizedVector?[episodes.Count];
        foreach (var language in episodes.Select((episode, i) => (Language: LanguageOf(episode.Text), Index: i)).GroupBy(each => each.Language, each => each.Index))
        {
            if (_encoder?.IsAvailable(language.Key) != true)
                continue;
            foreach (var indexes in language.Chunk(EncodedAtOnce))
            {
                var vectors = await _encoder.EncodeAsync([.. indexes.Select(i => Spoken(episodes[i]))], query: false, language.Key, cancellationToken);
                for (var i = 0; i < indexes.Length; i++)
                    found[indexes[i]] = QuantizedVector.Of(language.Key, vectors[i]);
            }
        }
        return found;
    }

    private async Task<IReadOnlyList<QuantizedVector>> EncodeAsync(string question, CancellationToken cancellationToken)
    {
        var language = LanguageOf(question);
        if (_encoder?.IsAvailable(language) != true)
            return [];
        return [QuantizedVector.Of(language, (await _encoder.EncodeAsync([question], query: true, language, cancellationToken))[0])];
    }

    /// <summary>"I" and "my" mean somebody: the speaker's name is part of what was said.</summary>
    private static string Spoken(Episode episode) => episode.Speaker.Length > 0 ? $"{episode.Speaker}: {episode.Text}" : episode.Text;

    private static string LanguageOf(string text) => Assistant.Agent.Extractive.Words.Normal.IsChinese(text) ? "zh" : "en";
}
