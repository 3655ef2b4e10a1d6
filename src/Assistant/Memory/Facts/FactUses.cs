namespace Assistant.Memory.Facts;

/// <summary>
/// When a fact, or an episode, was used in an answer that was sent: the newest times, and how many older ones there were since the first.
/// Bounded, so that a fact used every minute for years stays small.
/// </summary>
public sealed record FactUses(string FactId, IReadOnlyList<DateTimeOffset> Newest, int Older, DateTimeOffset? First)
{
    private const int Kept = 32;

    public static FactUses None(string factId) => new(factId, [], 0, null);

    /// <summary>Both together, as far as they are kept one by one.</summary>
    public FactUses Add(FactUses other)
    {
        var sum = other.Newest.Aggregate(this, (uses, time) => uses.Add(time));
        return other is { Older: > 0, First: { } begun } ? sum with { Older = sum.Older + other.Older, First = sum.First < begun ? sum.First : begun } : sum;
    }

    public FactUses Add(DateTimeOffset time)
    {
        var newest = Newest.Append(time).Order().ToList();
        var first = First is { } known && known < time ? known : time;
        return newest.Count <= Kept ? this with { Newest = newest, First = first } : this with { Newest = newest.GetRange(1, Kept), Older = Older + 1, First = first };
    }

    /// <summary>Those until a time. Of the older ones only their number is known: they count once all of them were before it.</summary>
    public FactUses Until(DateTimeOffset time) => Newest is [var oldest, ..] && oldest <= time ? this with { Newest = [.. Newest.Where(use => use <= time)] } : None(FactId);
}
