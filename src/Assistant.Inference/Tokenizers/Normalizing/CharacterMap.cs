using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Assistant.Inference.Tokenizers.Normalizing;

/// <summary>
/// SentencePiece's precompiled character map: a double array that finds the replacement of a character, and the replacements. As Hugging Face's tokenizers uses it:
/// what people take for one character is looked up whole if it is short, else code point by code point. Immutable.
/// </summary>
internal sealed class CharacterMap : INormalizer
{
    private const int LongestWhole = 6;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <exception cref="FormatException">Cut short.</exception>
    public CharacterMap(byte[] map)
    {
        var size = map.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(map) : uint.MaxValue;
        if (size % 4 != 0 || size + 4 > (uint)map.Length || size == 0)
            throw new FormatException("the character map is cut short");
        _units = new uint[size / 4];
        for (var i = 0; i < _units.Length; i++)
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(map.AsSpan(4 + (i * 4)));
        _replacements = map[(4 + (int)size)..];
    }

    public string Apply(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[LongestWhole];
        for (var at = 0; at < text.Length;)
        {
            var element = text.AsSpan(at, StringInfo.GetNextTextElementLength(text.AsSpan(at)));
            at += element.Length;
            if (element.Length < LongestWhole && Encoding.UTF8.TryGetBytes(element, utf8, out var bytes) && bytes < LongestWhole && Find(utf8[..bytes]) is { } whole)
            {
                result.Append(whole);
                continue;
            }
            foreach (var rune in element.EnumerateRunes())
            {
                if (Find(utf8[..rune.EncodeToUtf8(utf8)]) is { } replacement)
                    result.Append(replacement);
                else
                    result.Append(rune.ToString());
            }
        }
        return result.ToString();
    }

    /// <summary>The replacement of the shortest beginning that has one; null when none has.</summary>
    private string? Find(ReadOnlySpan<byte> key)
    {
        var position = Offset(_units[0]);
        foreach (var value in key)
        {
            position ^= value;
            if (value == 0 || position >= _units.Length || (_units[position] & 0x800000FF) != value)
                return null;
            var unit = _units[position];
            position ^= Offset(unit);
            if ((unit & 0x100) != 0 && position < _units.Length)
                return Replacement((int)(_units[position] & 0x7FFFFFFF));
        }
        return null;
    }

    private string? Replacement(int start)
    {
        if (start >= _replacements.Length)
            return null;
        var rest = _replacements.AsSpan(start);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
