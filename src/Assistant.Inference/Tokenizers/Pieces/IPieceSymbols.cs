namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>The symbols that a piece consists of before any are joined. Immutable.</summary>
internal interface IPieceSymbols
{
    void Append(ReadOnlySpan<char> piece, List<int> symbols);

    /// <summary>The token that is the whole piece; null when there is none.</summary>
    int? Whole(ReadOnlySpan<char> piece);
}
