namespace Assistant.Memory.LongTerm;

/// <summary>The vectors of an index, a table a model: vectors of two models, or of two lengths, say nothing of each other. One thread.</summary>
internal sealed class VectorTables
{
    private readonly Dictionary<(string Model, int Dimensions), VectorTable> _tables = [];

    public bool IsEmpty => _tables.Count == 0;

    /// <param name="items">The item of each of the segment's episodes; those below 0 are left out.</param>
    public void Add(SegmentVectors vectors, ReadOnlySpan<int> items)
    {
        if (!_tables.TryGetValue((vectors.Model, vectors.Dimensions), out var table))
            _tables[(vectors.Model, vectors.Dimensions)] = table = new(vectors.Dimensions);
        table.Add(vectors, items);
    }

    /// <summary>Those that a question's vector can be compared with; null when there are none.</summary>
    public VectorTable? For(QuantizedVector question) => _tables.GetValueOrDefault((question.Model, question.Values.Length));
}
