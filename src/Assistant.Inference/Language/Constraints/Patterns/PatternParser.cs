using System.Globalization;
using System.Text;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// Reads the regular part of ECMAScript's expressions: characters, classes, groups, alternatives, counts, and ^ and $ at the ends of alternatives. Looking around, references back and
/// word boundaries are refused. A pattern without ^ or $ may stand anywhere in the text, as JSON Schema says.
/// </summary>
internal sealed class PatternParser
{
    private const int MostCount = 1_000;
    private const int MostGroups = 50;
    // Beyond ASCII the dialects differ on what is a word, a digit or a space; what is written is so in all of them.
    private static readonly CharacterSet s_digit = new([('0', '9')]);
    private static readonly CharacterSet s_notDigit = new([(0, '0' - 1), ('9' + 1, 0x65F), (0x3040, 0xA61F)]);
    private static readonly CharacterSet s_word = new([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    private static readonly CharacterSet s_notWord = new([(0, '0' - 1), ('9' + 1, 'A' - 1), ('Z' + 1, '_' - 1), ('_' + 1, 'a' - 1), ('z' + 1, 0x7F)]);
    private static readonly CharacterSet s_space = new([('\t', '\r'), (' ', ' ')]);
    private static readonly CharacterSet s_notSpace = new([('!', 0x7E), (0xA1, 0x167F), (0x2010, 0x2027), (0x3001, 0xD7FF)]);
    private static readonly CharacterSet s_lineEnd = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)]);

    private readonly int[] _text;
    private int _at;
    private int _within;

    // Of the class that is being read.
    private bool _hasProperty;

    private PatternParser(string pattern) => _text = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    /// <exception cref="NotSupportedException">With what is not supported.</exception>
    /// <exception cref="FormatException">Not a regular expression.</exception>
    public static PatternPart Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var whole = parser.Choice();
        return parser._at == parser._text.Length ? PatternAnchors.OfWholeText(whole) : throw parser.Wrong();
    }

    private PatternPart Choice()
    {
        var branches = new List<PatternPart> { Sequence() };
        while (Take('|'))
            branches.Add(Sequence());
        return branches is [var only] ? only : new PatternChoice(branches);
    }

    private PatternSequence Sequence()
    {
        var parts = new List<PatternPart>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
            parts.Add(Counted(Atom()));
        return new(parts);
    }

    private PatternPart Atom()
    {
        switch (_text[_at++])
        {
            case '(':
                if (Take('?') && !Take(':'))
                    Name();
                if (++_within > MostGroups)
                    throw new NotSupportedException($"more than {MostGroups} groups within each other");
                var inner = Choice();
                _within--;
                return Take(')') ? inner : throw Wrong();
            case '[':
                return Class();
            case '.':
                return s_lineEnd.Inverse();
            case '\\':
                return Escape(inClass: false);
            case '^':
                return new PatternAnchor(IsStart: true);
            case '$':
                return new PatternAnchor(IsStart: false);
            case '*' or '+' or '?' or '{':
                throw Wrong();
            case var c:
                return new CharacterSet([(c, c)]);
        }
    }

    private PatternPart Counted(PatternPart part)
    {
        (int Least, int? Most)? count = _at == _text.Length ? null : _text[_at] switch { '*' => (0, null), '+' => (1, null), '?' => (0, 1), '{' => Braces(), _ => null };
        if (count is null)
            return part;
        if (part is PatternAnchor)
            throw Wrong();
        _at++;
        // Lazy or greedy is the same where only the whole text counts.
        Take('?');
        return new PatternRepeat(part, count.Value.Least, count.Value.Most);
    }

    /// <summary>A group's, to which nothing refers.</summary>
    private void Name()
    {
        if (!Take('<') || (_at < _text.Length && _text[_at] is '=' or '!'))
            throw new NotSupportedException("looking around");
        var from = _at;
        while (_at < _text.Length && Rune.IsValid(_text[_at]) && (Rune.IsLetterOrDigit(new(_text[_at])) || _text[_at] is '_' or '$'))
            _at++;
        if (_at == from || !Take('>'))
            throw Wrong();
    }

    private (int Least, int? Most) Braces()
    {
        _at++;
        var least = Number();
        var most = (int?)least;
        if (Take(','))
            most = _at < _text.Length && _text[_at] == '}' ? null : Number();
        return _at < _text.Length && _text[_at] == '}' && (most ?? least) >= least ? (least, most) : throw Wrong();
    }

    private int Number()
    {
        var from = _at;
        var number = 0;
        for (; _at < _text.Length && _text[_at] is >= '0' and <= '9'; _at++)
            number = (number * 10) + _text[_at] - '0' is <= MostCount and var grown ? grown : throw new NotSupportedException($"a count above {MostCount}");
        return _at > from ? number : throw Wrong();
    }

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

    private bool Take(int character)
    {
        if (_at >= _text.Length || _text[_at] != character)
            return false;
        _at++;
        return true;
    }

    private static CharacterSet One(int character) => new([(character, character)]);

    private FormatException Wrong() => new($"it is not a regular expression at character {_at}");
}
