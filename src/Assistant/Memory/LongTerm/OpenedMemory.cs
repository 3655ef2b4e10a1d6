using Assistant.Memory.Facts;
using Assistant.Memory.Published;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>One person's memory opened: reads what was added elsewhere since, and searches. Whoever uses it holds <see cref="Gate"/>.</summary>
internal sealed class OpenedMemory(ContentOwner person, IMemorySegments segments)
{
    /// <summary>Many small segments are read more slowly than one large.</summary>
    private const int SmallSegments = 256;

    private const int ItemsASegment = 5000;

    private readonly SortedDictionary<long, int> _held = [];
    private long _newest;

    public SemaphoreSlim Gate { get; } = new(1);

    public MemoryIndex Index { get; private set; } = new();

    public long LastUsed { get; set; }

    /// <summary>Numbers of the segments that it holds, ascending.</summary>
    public IReadOnlyCollection<long> Segments => _held.Keys;

    /// <summary>Catches up with the store: another replica, or a command, may have added or forgotten.</summary>
    /// <param name="newest">The store's newest segment, when the caller has just looked.</param>
    public async Task RefreshAsync(long? newest, CancellationToken cancellationToken)
    {
        // Smaller than ours: we have appended since, or all was forgotten. Only the store knows.
        if (!(newest >= _newest ? await CatchUpAsync(newest.Value, cancellationToken) : await CatchUpAsync(cancellationToken)))
            return;
        // Each published item is sealed for its own person: together they would go together.
        if (!PublishedMemory.IsOwner(person.SubjectId) && _held.Count(pair => pair.Value < ItemsASegment / 10) > SmallSegments)
            await MergeAsync(cancellationToken);
    }

    /// <returns>False when somebody else has replaced a segment meanwhile: nothing was stored, and the memory is as it is now.</returns>
    public async Task<bool> AppendAsync(IReadOnlyList<StoredEpisode> episodes, IReadOnlyList<long>? replaces, MemoryEvent? change, CancellationToken cancellationToken, IReadOnlyList<FactUses>? uses = null)
    {
        var content = SegmentContent.Of(episodes, replaces, uses);
        if (await segments.AppendAsync(person, new(episodes.Count, SegmentFormat.Write(content), replaces, []) { Change = change, OtherIds = PublishedOrigin.UserOf(person, episodes) }, cancellationToken) is not { } appended)
        {
            await CatchUpAsync(cancellationToken);
            return false;
        }
        // Somebody else's segments in between are read by the next refresh, from the store.
        if (appended.Previous == _newest)
            Take(appended.Number, content);
        return true;
    }

    /// <summary>What is in one segment, for writing it again without one of its episodes.</summary>
    public async Task<SegmentContent> ReadSegmentAsync(long number, CancellationToken cancellationToken) =>
        await segments.FindAsync(person, number, cancellationToken) is { } found ? SegmentFormat.Read(found.Content) : SegmentContent.Empty;

    /// <returns>False when nothing had changed.</returns>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken) => await CatchUpAsync(await segments.NewestAsync(person, cancellationToken), cancellationToken);

    private async Task<bool> CatchUpAsync(long newest, CancellationToken cancellationToken)
    {
        if (newest < _newest)
            Reset();
        if (newest == _newest)
            return false;
        // One that was replaced by one that was itself replaced meanwhile is named by none of those that are left.
        if (_held.Count > 0)
        {
            var there = (await segments.NumbersAsync(person, cancellationToken)).ToHashSet();
            Drop([.. _held.Keys.Where(number => !there.Contains(number))]);
        }
        var loaded = await segments.LoadAsync(person, _newest, cancellationToken);
        var next = ParseAsync(loaded, 0);
        for (var i = 0; i < loaded.Count; i++)
        {
            // The next one is taken apart while this one is taken in.
            var content = await next;
            next = ParseAsync(loaded, i + 1);
            Take(loaded[i].Number, content);
        }
        return true;

        static Task<SegmentContent> ParseAsync(IReadOnlyList<MemorySegment> loaded, int at) =>
            at < loaded.Count ? Task.Run(() => SegmentFormat.Read(loaded[at].Content)) : Task.FromResult(SegmentContent.Empty);
    }

    private void Take(long number, SegmentContent content)
    {
        if (content.Replaces is null)
            Reset();
        Drop([.. (content.Replaces ?? []).Where(_held.ContainsKey)]);
        Index.AddAll(content.Block, number);
        Index.Uses.Add(number, content.Uses);
        _held[number] = content.Block.Count;
        _newest = number;
    }

    private void Drop(IReadOnlyCollection<long> gone)
    {
        Index.RemoveSegments(gone);
        foreach (var number in gone)
            _held.Remove(number);
    }

    private async Task MergeAsync(CancellationToken cancellationToken)
    {
        var small = _held.Where(pair => pair.Value < ItemsASegment / 10).Select(pair => pair.Key).ToHashSet();
        // They are the newest: what is larger stands before them.
        var merged = (await segments.LoadAsync(person, small.Min() - 1, cancellationToken)).Where(segment => small.Contains(segment.Number)).Select(segment => SegmentFormat.Read(segment.Content)).ToList();
        // Uses of what has been forgotten since end here.
        await AppendAsync([.. merged.SelectMany(segment => segment.Block.Episodes())], [.. small], null, cancellationToken,
            EpisodeUses.Joined(merged.SelectMany(segment => segment.Uses).Where(uses => Index.Find(uses.FactId) is not null)));
    }

    private void Reset()
    {
        Index = new();
        _held.Clear();
        _newest = 0;
    }
}
