using System.Globalization;
using System.Text;

namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>A symbol a character; one that the vocabulary lacks is its bytes (tokens &lt;0xNN&gt;) if the file has them, else the unknown token, or dropped.</summary>
internal sealed class CharacterSymbols : IPieceSymbols
{
    private readonly Vocabulary _vocabulary;
    private readonly int[]? _bytes;
    private readonly int? _unknown;
    private readonly bool _fuseUnknown;

    /// <param name="fuseUnknown">Unknown characters in a row are one unknown token.</param>
    public CharacterSymbols(Vocabulary vocabulary, bool byteFallback, int? unknown, bool fuseUnknown)
    {
        (_vocabulary, _unknown, _fuseUnknown) = (vocabulary, unknown, fuseUnknown);
        _bytes = byteFallback ? [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf(Spelled(value)) ?? -1)] : null;
    }

    public void Append(ReadOnlySpan<char> piece, List<int> symbols)
    {
        Span<char> units = stackalloc char[2];
        Span<byte> utf8 = stackalloc byte[4];
        var afterUnknown = false;
        foreach (var rune in piece.EnumerateRunes())
        {
            var known = _vocabulary.IdOf(units[..rune.EncodeToUtf16(units)]);
            var isUnknown = false;
            if (known is { } id)
                symbols.Add(id);
            else if (!TryBytes(utf8[..rune.EncodeToUtf8(utf8)], symbols))
                isUnknown = true;
            if (isUnknown && _unknown is { } unknown && !(afterUnknown && _fuseUnknown))
                symbols.Add(unknown);
            afterUnknown = isUnknown;
        }
    }

    public int? Whole(ReadOnlySpan<char> piece) => _vocabulary.IdOf(piece);

    private bool TryBytes(ReadOnlySpan<byte> utf8, List<int> symbols)
    {
        if (_bytes is null)
            return false;
        foreach (var value in utf8)
            if (_bytes[value] < 0)
                return false;
        foreach (var value in utf8)
            symbols.Add(_bytes[value]);
        return true;
    }

    /// <summary>How a token of a single byte is written.</summary>
    public static string Spelled(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
}
