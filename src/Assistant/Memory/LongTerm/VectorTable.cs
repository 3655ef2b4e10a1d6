namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of one model, row by row in large arrays, compared by an exact scan. One thread.</summary>
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
    public void Score(QuantizedVector query, float[] scores)
    {
        for (var row = 0; row < _scales.Count; row++)
        {
            var values = _blocks[row / RowsABlock].AsSpan(row % RowsABlock * dimensions, dimensions);
            scores[_items[row]] = QuantizedVector.Dot(query.Values, values) * query.Scale * _scales[row];
        }
    }
}
