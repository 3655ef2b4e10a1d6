namespace Assistant.Memory.LongTerm;

/// <summary>
/// The items of an index beyond a budget, weakest first, worked out once for many questions: again when something was used or removed, or a hundredth of the budget was added. What has just been said is among the strongest.
/// One thread.
/// </summary>
internal sealed class EpisodeArchive(MemoryIndex index)
{
    private const int ShareAdded = 100;
    private IReadOnlyList<int> _beyond = [];
    private State? _of;

    /// <summary>How often it was worked out.</summary>
    public int Reckonings { get; private set; }

    /// <param name="items">At hand at most.</param>
    /// <param name="bytes">Of their texts.</param>
    public IReadOnlyList<int> Beyond(int items, long bytes)
    {
        if (index.Living <= items && index.TextBytes <= bytes)
            return [];
        if (_of is { } of && (of.Items, of.Bytes, of.Removals, of.Uses) == (items, bytes, index.Removals, index.Uses.Changes) && (index.Count - of.Count) * ShareAdded <= items)
            return _beyond;
        _beyond = new EpisodeStrength(index, long.MaxValue).Beyond(items, bytes);
        _of = new(items, bytes, index.Count, index.Removals, index.Uses.Changes);
        Reckonings++;
        return _beyond;
    }

    private sealed record State(int Items, long Bytes, int Count, int Removals, int Uses);
}
