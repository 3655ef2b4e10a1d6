using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>When a person's episodes were used in answers that were sent, by the segments that say so. One thread.</summary>
internal sealed class EpisodeUses
{
    private readonly Dictionary<string, List<(long Segment, FactUses Uses)>> _uses = new(StringComparer.Ordinal);

    /// <summary>Episodes that were ever used.</summary>
    public IReadOnlyCollection<string> Ids => _uses.Keys;

    /// <summary>The newest; the smallest time for none.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Grows whenever something was added or removed.</summary>
    public int Changes { get; private set; }

    public void Add(long segment, IReadOnlyList<FactUses> added)
    {
        foreach (var uses in added)
        {
            if (!_uses.TryGetValue(uses.FactId, out var known))
                _uses[uses.FactId] = known = [];
            known.Add((segment, uses));
            Changes++;
            if (uses.Newest is [.., var newest] && newest > Newest)
                Newest = newest;
        }
    }

    /// <summary>Others have taken their place, and say the same if it still holds.</summary>
    public void RemoveSegments(IReadOnlySet<long> segments)
    {
        foreach (var (id, known) in _uses.ToList())
        {
            if (known.RemoveAll(uses => segments.Contains(uses.Segment)) == 0)
                continue;
            Changes++;
            if (known.Count == 0)
                _uses.Remove(id);
        }
    }

    /// <summary>Σ (now − t)^−d over the uses of one episode, see <see cref="Activation"/>; 0 for none.</summary>
    public double Sum(string id, DateTimeOffset now) => _uses.TryGetValue(id, out var known) ? known.Sum(uses => Activation.OfUses(uses.Uses, now)) : 0;

    /// <summary>One entry an episode.</summary>
    public static List<FactUses> Joined(IEnumerable<FactUses> uses) =>
        [.. uses.GroupBy(each => each.FactId, StringComparer.Ordinal).Select(own => own.Skip(1).Aggregate(own.First(), (sum, each) => sum.Add(each)))];
}
