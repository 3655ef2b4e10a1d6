using System.Text.RegularExpressions;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>GPT-2's: contractions, words with the space before them, numbers, other signs, white space. The model then sees each piece as bytes.</summary>
internal sealed partial class ByteLevelSplitter(bool prefixSpace, bool useRegex) : ISplitter
{
    private readonly PatternSplitter _words = new(Words(), "Isolated", invert: false);

    public bool Rewrites => prefixSpace;

    public string Prepare(string piece, bool atStart) => prefixSpace && !piece.StartsWith(' ') ? " " + piece : piece;

    public void Split(string text, Piece part, List<Piece> pieces)
    {
        if (useRegex)
            _words.Split(text, part, pieces);
        else
            pieces.Add(part);
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
