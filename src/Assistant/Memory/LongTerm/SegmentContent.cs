using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>What one segment says.</summary>
/// <param name="Replaces">Numbers of earlier segments; null for every earlier one.</param>
/// <param name="Uses">When episodes, of this or another segment, were used; by their ids.</param>
internal sealed record SegmentContent(SegmentBlock Block, IReadOnlyList<long>? Replaces, IReadOnlyList<FactUses> Uses)
{
    public static SegmentContent Of(IReadOnlyList<StoredEpisode> episodes, IReadOnlyList<long>? replaces, IReadOnlyList<FactUses>? uses = null) => new(SegmentBlock.Of(episodes), replaces, uses ?? []);

    public static SegmentContent Empty { get; } = Of([], []);
}
