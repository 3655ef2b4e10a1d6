using System.Text;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>
/// A text for the runtime's regular expressions, which take a character beyond 16 bits for two without a category: it becomes one character of its category.
/// </summary>
internal sealed class NarrowText
{
    // One rarely used character a category, in the order of UnicodeCategory.
    private const string OfCategory = "\u0189\u0253\u01C5\u02B0\u01BB\u0307\u0903\u0488\u0660\u2160\u00B9\u3000\u2028\u2029\u0001\u00AD\uFFFD\uE000\u203F\u2010\u2045\u2046\u00AB\u00BB\u00A1\u00B1\u00A2\u00A8\u00A6\uFFFF";

    private readonly string _text;
    private readonly Piece _part;
    private readonly char[]? _characters;
    private readonly int[]? _offsets;

    public NarrowText(string text, Piece part)
    {
        (_text, _part) = (text, part);
        if (text.AsSpan(part.Start, part.Length).IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return;
        var (characters, offsets) = (new List<char>(part.Length), new List<int>(part.Length + 1));
        for (var at = part.Start; at < part.End; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            offsets.Add(at);
            characters.Add(Rune.TryGetRuneAt(text, at, out var rune) && !rune.IsBmp ? OfCategory[(int)Rune.GetUnicodeCategory(rune)] : text[at]);
        }
        offsets.Add(part.End);
        (_characters, _offsets) = ([.. characters], [.. offsets]);
    }

    public ReadOnlySpan<char> Span => _characters ?? _text.AsSpan(_part.Start, _part.Length);

    /// <summary>Where characters from..to of <see cref="Span"/> stand in the text.</summary>
    public Piece Original(int from, int to) =>
        _offsets is null ? new(_part.Start + from, to - from) : new(_offsets[from], _offsets[to] - _offsets[from]);
}
