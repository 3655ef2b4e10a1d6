namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of one model, row by row in large arrays, compared by an exact scan. One caller at a time.</summary>
internal sealed class VectorTable(int dimensions)
{
    private const int RowsABlock = 4096;

    /// <summary>Of a hundred thousand rows or so the memory is read faster by several cores than by one; never by all of a large machine.</summary>
    private const int BlocksForManyThreads = 24;

    private static readonly ParallelOptions s_parallel = new() { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) };

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
        if (_blocks.Count < BlocksForManyThreads)
            for (var block = 0; block < _blocks.Count; block++)
                Score(block, wide, query.Scale, scores.Values);
        else
            Parallel.For(0, _blocks.Count, s_parallel, block => Score(block, wide, query.Scale, scores.Values));
    }

    private void Score(int block, short[] query, float scale, Span<float> scores)
    {
        var (values, first) = (_blocks[block], block * RowsABlock);
        var rows = Math.Min(RowsABlock, _scales.Count - first);
        for (var row = 0; row < rows; row++)
            scores[_items[first + row]] = QuantizedVector.Dot(query, values.AsSpan(row * dimensions, dimensions)) * scale * _scales[first + row];
    }
}
