using System.Globalization;
using System.Text;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>Classes of characters, and what stands for one behind a backslash.</summary>
internal sealed partial class PatternParser
{
    // Beyond ASCII the dialects differ on what is a word, a digit or a space; what is written is so in all of them.
    private static readonly CharacterSet s_digit = new([('0', '9')]);
    private static readonly CharacterSet s_notDigit = new([(0, '0' - 1), ('9' + 1, 0x65F), (0x3040, 0xA61F)]);
    private static readonly CharacterSet s_word = new([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    private static readonly CharacterSet s_notWord = new([(0, '0' - 1), ('9' + 1, 'A' - 1), ('Z' + 1, '_' - 1), ('_' + 1, 'a' - 1), ('z' + 1, 0x7F)]);
    private static readonly CharacterSet s_space = new([('\t', '\r'), (' ', ' ')]);
    private static readonly CharacterSet s_notSpace = new([('!', 0x7E), (0xA1, 0x167F), (0x2010, 0x2027), (0x3001, 0xD7FF)]);

    // Of the class that is being read.
    private bool _hasProperty;

    private CharacterSet Class()
    {
        var (inverse, ranges) = (Take('^'), new List<(int First, int Last)>());
        _hasProperty = false;
        while (!Take(']'))
        {
            var first = Member();
            if (first is [var (low, same)] && low == same && _at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                ranges.Add(Member() is [var (high, end)] && high == end && high >= low ? (low, high) : throw Wrong());
                continue;
            }
            ranges.AddRange(first);
        }
        if (inverse && _hasProperty)
            throw new NotSupportedException("classes of Unicode properties within [^...]");
        var set = new CharacterSet(ranges);
        return inverse ? set.Inverse() : set;
    }

    private IReadOnlyList<(int First, int Last)> Member() => _at >= _text.Length ? throw Wrong()
        : _text[_at++] is var c && c == '\\' ? Escape(inClass: true).Ranges : [(c, c)];

    private CharacterSet Escape(bool inClass)
    {
        if (_at >= _text.Length)
            throw Wrong();
        var c = _text[_at++];
        return c switch
        {
            'd' => s_digit,
            'D' => s_notDigit,
            'w' => s_word,
            'W' => s_notWord,
            's' => s_space,
            'S' => s_notSpace,
            't' => One('\t'),
            'n' => One('\n'),
            'r' => One('\r'),
            'f' => One('\f'),
            'v' => One('\v'),
            '0' => One(0),
            'b' when inClass => One('\b'),
            'x' => One(Hex(2)),
            'u' => One(Take('{') ? Braced() : Hex(4)),
            'b' or 'B' => throw new NotSupportedException("word boundaries"),
            'p' => Property(),
            'P' => throw new NotSupportedException("inverse classes of Unicode properties"),
            'k' or (>= '1' and <= '9') => throw new NotSupportedException("references to groups"),
            _ when c < 128 && char.IsAsciiLetterOrDigit((char)c) => throw Wrong(),
            _ => One(c),
        };
    }

    /// <summary>Only some of its characters: what is not among them may be one all the same, so that nothing is said of those.</summary>
    private CharacterSet Property()
    {
        if (!Take('{'))
            throw Wrong();
        var name = new StringBuilder();
        while (_at < _text.Length && _text[_at] != '}')
            name.Append(new Rune(_text[_at++]));
        _hasProperty = true;
        return !Take('}') ? throw Wrong() : UnicodeProperties.Of(name.ToString()) ?? throw new NotSupportedException($"the class of Unicode properties \"{name}\"");
    }

    private int Braced()
    {
        var length = 0;
        while (_at + length < _text.Length && _text[_at + length] != '}')
            length++;
        var value = Hex(length);
        return Take('}') && value <= CharacterSet.LastCodePoint ? value : throw Wrong();
    }

    private int Hex(int length)
    {
        if (length is 0 or > 6 || _at + length > _text.Length)
            throw Wrong();
        var digits = string.Concat(_text[_at..(_at + length)].Select(c => new Rune(c).ToString()));
        _at += length;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong();
    }

    private static CharacterSet One(int character) => new([(character, character)]);
}
