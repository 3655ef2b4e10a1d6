namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>Turns one piece of text into token ids. Thread-safe.</summary>
internal interface IPieceModel
{
    void Append(ReadOnlySpan<char> piece, List<int> ids);
}
