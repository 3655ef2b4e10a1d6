namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Cuts a normalised text into the pieces that the model sees one by one. Stateless; thread-safe.</summary>
internal interface ISplitter
{
    /// <summary><see cref="Prepare"/> may change a text.</summary>
    bool Rewrites => false;

    /// <summary>Rewrites a piece before it is cut (where words begin, say).</summary>
    /// <param name="atStart">It stands at the start of the whole text: behind no added token and no other piece.</param>
    string Prepare(string piece, bool atStart) => piece;

    /// <summary>Adds the pieces of <paramref name="part"/> in order; what is left out between them is dropped.</summary>
    void Split(string text, Piece part, List<Piece> pieces);
}
