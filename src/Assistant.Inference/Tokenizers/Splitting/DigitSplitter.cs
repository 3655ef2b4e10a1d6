using System.Text;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Cuts numbers out, whole or digit by digit.</summary>
internal sealed class DigitSplitter(bool individual) : ISplitter
{
    public void Split(string text, Piece part, List<Piece> pieces)
    {
        var (start, number) = (part.Start, false);
        for (var at = part.Start; at < part.End;)
        {
            var digit = Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsNumber(rune);
            if (at > start && (digit != number || (digit && individual)))
            {
                pieces.Add(new(start, at - start));
                start = at;
            }
            number = digit;
            at += rune.Utf16SequenceLength;
        }
        if (part.End > start)
            pieces.Add(new(start, part.End - start));
    }
}
