using System.Text;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// Reads the regular part of ECMAScript's expressions: characters, classes, groups, alternatives, counts, and ^ and $ at the ends of alternatives. Looking around, references back and
/// word boundaries are refused. A pattern without ^ or $ may stand anywhere in the text, as JSON Schema says.
/// </summary>
internal sealed partial class PatternParser
{
    private const int MostCount = 1_000;
    private const int MostGroups = 50;
    private static readonly CharacterSet s_lineEnd = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)]);

    private readonly int[] _text;
    private int _at;
    private int _within;

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

    private bool Take(int character)
    {
        if (_at >= _text.Length || _text[_at] != character)
            return false;
        _at++;
        return true;
    }

    private FormatException Wrong() => new($"it is not a regular expression at character {_at}");
}
