using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// An expression of ECMAScript as one of .NET's that takes the same texts: a character beyond U+FFFF is one, "$" stands at the end of a text alone, "." takes no line's end of any kind. What .NET
/// has and ECMAScript has not is refused.
/// </summary>
internal sealed class EcmaExpression
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Halves = @"\uD800-\uDFFF";

    // Letters that mean something behind a backslash; other letters mean something to .NET alone.
    private const string Escapes = "dDwWsStnrfvbBxuck0123456789";

    private readonly int[] _text;
    private readonly StringBuilder _written = new();
    private int _at;

    private EcmaExpression(string pattern) => _text = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    /// <exception cref="ArgumentException">Not such an expression, or with what cannot be said in .NET's.</exception>
    public static Regex Compile(string pattern, TimeSpan patience)
    {
        var expression = new EcmaExpression(pattern);
        while (expression._at < expression._text.Length)
            expression.Next();
        return new(expression._written.ToString(), RegexOptions.ECMAScript, patience);
    }

    private void Next()
    {
        switch (_text[_at++])
        {
            case '.':
                _written.Append($@"(?:{Pair}|[^\n\r\u2028\u2029{Halves}])");
                break;
            case '$':
                _written.Append(@"\z");
                break;
            case '[':
                Class();
                break;
            case '(' when At('?'):
                Group();
                break;
            case '\\':
                var (from, to, written) = Escape();
                _written.Append(written is [_, 'D' or 'W' or 'S'] ? $"(?:{Pair}|[^{written.ToLowerInvariant()}{Halves}])" : from > char.MaxValue ? Beyond(from, to) : written);
                break;
            case > char.MaxValue and var beyond:
                _written.Append(Beyond(beyond, beyond));
                break;
            case var other:
                _written.Append((char)other);
                break;
        }
    }

    private void Group()
    {
        var kind = _at + 1 < _text.Length ? _text[_at + 1] : 0;
        if (kind is not (':' or '=' or '!' or '<'))
            throw new ArgumentException("a group of .NET's alone");
        _written.Append('(');
        // A name; "-" within it is .NET's.
        if (kind == '<')
            for (var i = _at + 2; i < _text.Length && _text[i] != '>' && _text[i] is not ('=' or '!'); i++)
                if (_text[i] == '-')
                    throw new ArgumentException("a group of .NET's alone");
    }

    private void Class()
    {
        var inverse = At('^');
        if (inverse)
            _at++;
        var (inside, beyond) = (new StringBuilder(), new List<string>());
        while (!At(']'))
        {
            var (from, end, written) = Member();
            if (written is [_, 'D' or 'W' or 'S'])
                throw new ArgumentException("an inverse class within another");
            if (end >= 0 && At('-') && _at + 1 < _text.Length && _text[_at + 1] != ']')
            {
                _at++;
                (_, end, var last) = Member();
                if (end < from || (from <= char.MaxValue && end > char.MaxValue))
                    throw new ArgumentException("a range that cannot be");
                written = $"{written}-{last}";
            }
            if (from > char.MaxValue)
                beyond.Add(Beyond(from, end));
            else
                inside.Append(written);
        }
        _at++;
        var listed = string.Join('|', beyond.DefaultIfEmpty("(?!)"));
        _written.Append(inverse ? $"(?:(?!{listed}){Pair}|[^{inside}{Halves}])" : $"(?:{listed}|{(inside.Length == 0 ? "(?!)" : $"[{inside}]")})");
    }

    /// <returns>The first and the last character of a member, less than 0 for a class, and how .NET writes it within brackets.</returns>
    private (int From, int To, string Written) Member()
    {
        if (_at >= _text.Length)
            throw new ArgumentException("a class without an end");
        var character = _text[_at++];
        if (character == '\\')
            return Escape();
        return (character, character, character > char.MaxValue ? "" : character is '[' or '^' or '-' ? $@"\{(char)character}" : $"{(char)character}");
    }

    /// <summary>What stands behind a backslash.</summary>
    private (int From, int To, string Written) Escape()
    {
        if (_at >= _text.Length)
            throw new ArgumentException("a backslash at the end");
        var character = _text[_at++];
        if (character > char.MaxValue)
            return (character, character, "");
        var letter = (char)character;
        if (char.IsAsciiLetterOrDigit(letter) && !Escapes.Contains(letter, StringComparison.Ordinal))
            throw new ArgumentException("an escape of .NET's alone");
        var code = letter switch
        {
            'x' => Hex(2),
            'u' when At('{') => Braced(),
            'u' => Hex(4),
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'v' => '\v',
            _ => char.IsAsciiLetterOrDigit(letter) ? -1 : letter,
        };
        return (code, code, code < 0 ? $@"\{letter}" : code > char.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $@"\u{code:X4}"));
    }

    private int Braced()
    {
        _at++;
        var end = Array.IndexOf(_text, '}', _at);
        var code = end < 0 ? -1 : Hex(end - _at);
        _at++;
        return code is >= 0 and <= CharacterSet.LastCodePoint ? code : throw new ArgumentException("no character");
    }

    private int Hex(int length)
    {
        if (length is < 1 or > 6 || _at + length > _text.Length)
            throw new ArgumentException("no character");
        var digits = string.Concat(_text[_at..(_at + length)].Select(digit => new Rune(digit).ToString()));
        _at += length;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : throw new ArgumentException("no character");
    }

    /// <summary>The characters of a range beyond U+FFFF, as their pairs.</summary>
    private static string Beyond(int from, int to)
    {
        var parts = new List<string>();
        while (from <= to)
        {
            // As many as share the first half.
            var last = Math.Min(to, from | 0x3FF);
            var (first, end) = (char.ConvertFromUtf32(from), char.ConvertFromUtf32(last));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $@"\u{(int)first[0]:X4}[\u{(int)first[1]:X4}-\u{(int)end[1]:X4}]"));
            from = last + 1;
        }
        return $"(?:{string.Join('|', parts)})";
    }

    private bool At(int character) => _at < _text.Length && _text[_at] == character;
}
