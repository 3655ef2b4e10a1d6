namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of one model, row by row in large arrays, compared by an exact scan. One caller at a time.</summary>
internal sealed class VectorTable(int dimensions)
{
    private const int RowsABlock = 4096;
    private readonly List<sbyte[]> _blocks = [];
    private float[] _scales = new float[16];
    private int[] _items = new int[16];
    private int _count;

    public int Dimensions => dimensions;

    /// <param name="items">The item of each of the segment's episodes; those below 0 are left out.</param>
    public void Add(SegmentVectors vectors, ReadOnlySpan<int> items)
    {
        for (var i = 0; i < vectors.Items.Length; i++)
        {
            if (items[vectors.Items[i]] is not (>= 0 and var item))
                continue;
            if (_count % RowsABlock == 0)
                _blocks.Add(new sbyte[RowsABlock * dimensions]);
            if (_count == _items.Length)
                Grow(_count + (_count < 1 << 16 ? _count : _count / 2));
            vectors.Values.AsSpan(i * dimensions, dimensions).CopyTo(_blocks[^1].AsSpan(_count % RowsABlock * dimensions));
            (_scales[_count], _items[_count]) = (vectors.Scales[i], item);
            _count++;
        }
    }

    /// <summary>Writes each item's cosine to <paramref name="query"/> into <paramref name="scores"/>; items without a vector are left alone.</summary>
    public void Score(QuantizedVector query, ItemScores scores)
    {
        var wide = QuantizedVector.Widen(query.Values);
        ItemRanges.Run(_count, (from, until) => Score(from, until, wide, query.Scale, scores.Values));
    }

    private void Score(int from, int until, short[] query, float scale, Span<float> scores)
    {
        while (from < until)
        {
            var block = _blocks[from / RowsABlock].AsSpan();
            var row = from % RowsABlock;
            for (var end = Math.Min(until, from + RowsABlock - row); from < end; from++, row++)
                scores[_items[from]] = QuantizedVector.Dot(query, block.Slice(row * dimensions, dimensions)) * scale * _scales[from];
        }
    }

    private void Grow(int size)
    {
        Array.Resize(ref _scales, size);
        Array.Resize(ref _items, size);
    }
}
