namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of one model in a segment.</summary>
/// <param name="Items">Episodes that have one, ascending; the other arrays go along with it.</param>
/// <param name="Values">Row by row.</param>
internal sealed record SegmentVectors(string Model, int Dimensions, int[] Items, float[] Scales, sbyte[] Values)
{
    public QuantizedVector At(int row) => new(Model, Scales[row], Values[(row * Dimensions)..((row + 1) * Dimensions)]);

    public static IReadOnlyList<SegmentVectors> Of(IReadOnlyList<StoredEpisode> episodes) =>
        [.. episodes.Index().Where(each => each.Item.Vector is not null).GroupBy(each => (each.Item.Vector!.Model, each.Item.Vector.Values.Length)).Select(own => new SegmentVectors(
            own.Key.Model, own.Key.Length, [.. own.Select(each => each.Index)], [.. own.Select(each => each.Item.Vector!.Scale)], [.. own.SelectMany(each => each.Item.Vector!.Values)]))];
}
