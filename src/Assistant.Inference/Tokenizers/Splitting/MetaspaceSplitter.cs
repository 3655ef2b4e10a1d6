namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>SentencePiece's: a space is U+2581, and a word begins with one.</summary>
/// <param name="prepend">A text begins with one as well: "always", "first" (only the whole text's start) or "never".</param>
internal sealed class MetaspaceSplitter(string mark, string prepend, bool split) : ISplitter
{
    public bool Rewrites => true;

    public string Prepare(string piece, bool atStart)
    {
        piece = piece.Replace(" ", mark, StringComparison.Ordinal);
        return (prepend == "always" || (prepend == "first" && atStart)) && !piece.StartsWith(mark, StringComparison.Ordinal) ? mark + piece : piece;
    }

    public void Split(string text, Piece part, List<Piece> pieces)
    {
        var start = part.Start;
        while (split && part.End - start > 1 && text.AsSpan(start + 1, part.End - start - 1).IndexOf(mark, StringComparison.Ordinal) is >= 0 and var found)
        {
            pieces.Add(new(start, found + 1));
            start += found + 1;
        }
        if (part.End > start)
            pieces.Add(new(start, part.End - start));
    }
}
