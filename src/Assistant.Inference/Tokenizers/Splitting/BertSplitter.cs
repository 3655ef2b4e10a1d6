using System.Text;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>White space parts words and is dropped; punctuation stands alone. Symbols outside ASCII are no punctuation.</summary>
internal sealed class BertSplitter : ISplitter
{
    public void Split(string text, Piece part, List<Piece> pieces)
    {
        var start = part.Start;
        for (var at = part.Start; at < part.End;)
        {
            var rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole : Rune.ReplacementChar;
            var length = char.IsSurrogatePair(text, at) ? 2 : 1;
            var (space, punctuation) = (Rune.IsWhiteSpace(rune), IsPunctuation(rune));
            if (space || punctuation)
            {
                if (at > start)
                    pieces.Add(new(start, at - start));
                if (punctuation)
                    pieces.Add(new(at, length));
                start = at + length;
            }
            at += length;
        }
        if (part.End > start)
            pieces.Add(new(start, part.End - start));
    }

    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii ? rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126) : Rune.IsPunctuation(rune);
}
