namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of one model, row by row in large arrays, compared by an exact scan. One caller at a time.</summary>
internal sealed class VectorTable(int dimensions)
{
    private const int RowsABlock = 4096;
    private readonly List<sbyte[]> _blocks = [];
    private readonly List<float> _scales = [];
    private readonly List<int> _items = [];

    public int Dimensions => dimensions;

    public void Add(int item, QuantizedVector vector)
    {
        var row = _scales.Count;
        if (row % RowsABlock == 0)
            _blocks.Add(new sbyte[RowsABlock * dimensions]);
        vector.Values.CopyTo(_blocks[row / RowsABlock].AsSpan(row % RowsABlock * dimensions));
        _scales.Add(vector.Scale);
        _items.Add(item);
    }

    /// <summary>Writes each item's cosine to <paramref name="query"/> into <paramref name="scores"/>; items without a vector are left alone.</summary>
    public void Score(QuantizedVector query, ItemScores scores)
    {
        var wide = QuantizedVector.Widen(query.Values);
        ItemRanges.Run(_scales.Count, (from, until) => Score(from, until, wide, query.Scale, scores.Values));
    }

    private void Score(int from, int until, short[] query, float scale, Span<float> scores)
    {
        for (var row = from; row < until; row++)
            scores[_items[row]] = QuantizedVector.Dot(query, _blocks[row / RowsABlock].AsSpan(row % RowsABlock * dimensions, dimensions)) * scale * _scales[row];
    }
}
