namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Cuts a normalised text into the pieces that the model sees one by one. Stateless; thread-safe.</summary>
internal interface ISplitter
{
    /// <summary>Rewrites the text before it is cut (where words begin, say).</summary>
    /// <param name="atStart">It stands at the start of the whole text, not behind an added token.</param>
    string Prepare(string text, bool atStart) => text;

    /// <summary>Adds the pieces of <paramref name="part"/> in order; what is left out between them is dropped.</summary>
    void Split(string text, Piece part, List<Piece> pieces);
}

/// <summary>Each splitter cuts the pieces of the one before. None: the whole text is one piece.</summary>
internal sealed class SplitterSequence(IReadOnlyList<ISplitter> splitters) : ISplitter
{
    public string Prepare(string text, bool atStart) => splitters.Aggregate(text, (t, splitter) => splitter.Prepare(t, atStart));

    public void Split(string text, Piece part, List<Piece> pieces)
    {
        var (now, next) = (new List<Piece> { part }, new List<Piece>());
        foreach (var splitter in splitters)
        {
            next.Clear();
            foreach (var piece in now)
                splitter.Split(text, piece, next);
            (now, next) = (next, now);
        }
        pieces.AddRange(now);
    }
}
