using System.Globalization;
using System.Text;

namespace Assistant.Tools.Arithmetic;

internal enum TokenKind { Number, Word, Sign, End }

/// <param name="Text">As written, lower case for words; signs are one of + - * / ^ % ( ) , =.</param>
internal readonly record struct Token(TokenKind Kind, string Text, decimal Value = 0);

/// <summary>Cuts an expression into numbers, words and signs; full-width and typographic forms are made plain first.</summary>
internal static class ExpressionTokens
{
    private static readonly Dictionary<string, string> s_spoken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["plus"] = "+", ["add"] = "+", ["minus"] = "-", ["less"] = "-", ["times"] = "*", ["x"] = "*", ["over"] = "/", ["percent"] = "%", ["pct"] = "%",
    };

    private static readonly (string Word, string Sign)[] s_chinese =
        [("乘以", "*"), ("除以", "/"), ("加上", "+"), ("减去", "-"), ("等于多少", "="), ("等于", "="), ("是多少", "="), ("百分之", "%of"), ("加", "+"), ("减", "-"), ("乘", "*"), ("除", "/"), ("的", "of"), ("换算成", "in"), ("换成", "in"), ("转换为", "in"), ("转换成", "in"), ("等值", "=")];

    public static IReadOnlyList<Token> Split(string expression)
    {
        var text = Plain(expression);
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
                i++;
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
                i = Number(text, i, tokens);
            else if (IsHan(c))
                i = Chinese(text, i, tokens);
            else if (char.IsLetter(c) || c is '°' or '€' or '$' or '£' or '¥' or '℃' or '℉' or '"' or '²' or '³')
                i = Word(text, i, tokens);
            else
                i = Sign(text, i, tokens);
        }
        tokens.Add(new(TokenKind.End, ""));
        return tokens;
    }

    private static string Plain(string expression)
    {
        var plain = new StringBuilder(expression.Length);
        foreach (var c in expression)
        {
            plain.Append(c switch
            {
                >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
                '\u3000' or '\u00a0' or '\u202f' or '\u2009' => ' ',
                '×' or '·' or '∙' or '⋅' => '*',
                '÷' => '/',
                '−' or '–' or '—' => '-',
                '［' or '[' or '{' => '(',
                ']' or '}' => ')',
                '￥' => '¥',
                '√' => 'ʃ',
                _ => c,
            });
        }
        return plain.Replace("ʃ", "sqrt ").ToString();
    }

    private static int Number(string text, int start, List<Token> tokens)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' or '\'' or ' ' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]) && Continues(text, end, tokens))))
            end++;
        tokens.Add(new(TokenKind.Number, text[start..end], Numerals.Parse(text.AsSpan(start, end - start))));
        if (end < text.Length && text[end] is '万' or '亿')
        {
            tokens[^1] = tokens[^1] with { Value = tokens[^1].Value * (text[end] == '万' ? 10_000m : 100_000_000m) };
            end++;
        }
        return end;
    }

    /// <summary>A comma between arguments parts them unless three digits follow and no function is open; a space only groups thousands.</summary>
    private static bool Continues(string text, int at, List<Token> tokens)
    {
        var digits = 0;
        while (at + 1 + digits < text.Length && char.IsAsciiDigit(text[at + 1 + digits]))
            digits++;
        return text[at] switch
        {
            ' ' or '\'' => digits == 3,
            ',' => !InFunction(tokens),
            _ => true,
        };
    }

    private static bool InFunction(List<Token> tokens)
    {
        var depth = 0;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i] is { Kind: TokenKind.Sign, Text: ")" })
                depth++;
            else if (tokens[i] is { Kind: TokenKind.Sign, Text: "(" } && depth-- == 0)
                return i > 0 && tokens[i - 1].Kind == TokenKind.Word;
        }
        return false;
    }

    private static int Word(string text, int start, List<Token> tokens)
    {
        var end = start + 1;
        if (text[start] is not ('€' or '$' or '£' or '¥' or '"'))
        {
            while (end < text.Length && !IsHan(text[end]) && (char.IsLetter(text[end]) || text[end] is '²' or '³' or '$' || (text[end] is '2' or '3' && text[start] is 'm' or 'k' or 'f' && end - start <= 2 && (end + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[end + 1])))))
                end++;
            if (end + 1 < text.Length && text[end] == '/' && Units.Find(text[start..(end + 2)]) is not null && (end + 2 == text.Length || !char.IsLetter(text[end + 2])))
                end += 2;
        }
        else if (text[start] is 'H')
        {
            end++;
        }
        var word = text[start..end];
        tokens.Add(s_spoken.TryGetValue(word, out var sign) ? new(TokenKind.Sign, sign) : new(TokenKind.Word, word));
        return end;
    }

    private static int Chinese(string text, int start, List<Token> tokens)
    {
        var rest = text.AsSpan(start);
        foreach (var (word, sign) in s_chinese)
        {
            if (!rest.StartsWith(word, StringComparison.Ordinal))
                continue;
            tokens.Add(sign is "of" or "in" or "%of" ? new(TokenKind.Word, sign) : new(TokenKind.Sign, sign));
            return start + word.Length;
        }
        var (unit, length) = Units.FindPrefix(rest);
        tokens.Add(new(TokenKind.Word, unit is null ? rest[..1].ToString() : rest[..length].ToString()));
        return start + Math.Max(1, length);
    }

    private static int Sign(string text, int start, List<Token> tokens)
    {
        if (text.AsSpan(start).StartsWith("->", StringComparison.Ordinal))
        {
            tokens.Add(new(TokenKind.Word, "in"));
            return start + 2;
        }
        if (text.AsSpan(start).StartsWith("**", StringComparison.Ordinal))
        {
            tokens.Add(new(TokenKind.Sign, "^"));
            return start + 2;
        }
        var sign = text[start];
        if (!"+-*/^%(),=?;".Contains(sign, StringComparison.Ordinal))
            throw new CalculationException(CalculationProblem.NotUnderstood, sign.ToString(CultureInfo.InvariantCulture));
        tokens.Add(new(TokenKind.Sign, sign switch { ';' => ",", '?' => "=", _ => sign.ToString(CultureInfo.InvariantCulture) }));
        return start + 1;
    }

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff';
}
