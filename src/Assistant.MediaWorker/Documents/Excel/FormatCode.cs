using System.Globalization;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>One piece of a number format: a literal, or a code such as "0", "yyyy", "[h]", "%".</summary>
internal readonly record struct FormatToken(string Text, bool IsLiteral);

/// <summary>One section of a number format, cut into its pieces, with its condition.</summary>
internal sealed record FormatSection(IReadOnlyList<FormatToken> Tokens, string? Comparison, double Bound)
{
    public bool IsDate { get; } = Tokens.Any(token => !token.IsLiteral && (token.Text[0] is 'y' or 'm' or 'd' or 'h' or 's' or 'e' or 'a' || token.Text is "[h]" or "[m]" or "[s]"));

    public bool IsGeneral { get; } = Tokens.Any(token => !token.IsLiteral && token.Text == "General");

    public bool Holds(double value) => Comparison switch
    {
        "<" => value < Bound,
        "<=" => value <= Bound,
        ">" => value > Bound,
        ">=" => value >= Bound,
        "=" => value == Bound,
        "<>" => value != Bound,
        _ => true,
    };
}

/// <summary>Parses the number formats of spreadsheets (ECMA-376, 18.8.31): quotes, escapes, colours, currencies, conditions, dates.</summary>
internal static class FormatCode
{
    private const string Repeated = "ymdhsea";

    public static List<FormatSection> Parse(string code)
    {
        var sections = new List<FormatSection>();
        var tokens = new List<FormatToken>();
        var (comparison, bound) = ((string?)null, 0.0);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case ';':
                    sections.Add(new(tokens, comparison, bound));
                    (tokens, comparison, bound) = ([], null, 0);
                    break;
                case '"':
                    var close = code.IndexOf('"', i + 1);
                    close = close < 0 ? code.Length : close;
                    tokens.Add(new(code[(i + 1)..close], true));
                    i = close;
                    break;
                case '\\' when i + 1 < code.Length:
                    tokens.Add(new(code[++i].ToString(), true));
                    break;
                case '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = code.IndexOf(']', i);
                    end = end < 0 ? code.Length - 1 : end;
                    Bracket(code[(i + 1)..end], tokens, ref comparison, ref bound);
                    i = end;
                    break;
                default:
                    i += Code(code.AsSpan(i), tokens) - 1;
                    break;
            }
        }
        sections.Add(new(tokens, comparison, bound));
        return sections;
    }

    private static void Bracket(string inner, List<FormatToken> tokens, ref string? comparison, ref double bound)
    {
        if (inner.StartsWith('$'))
        {
            var symbol = inner[1..].Split('-')[0];
            if (symbol.Length > 0)
                tokens.Add(new(symbol, true));
        }
        else if (inner.Length > 0 && inner[0] is '<' or '>' or '=')
        {
            comparison = inner[..inner.TakeWhile(c => c is '<' or '>' or '=').Count()];
            _ = double.TryParse(inner.AsSpan(comparison.Length), CultureInfo.InvariantCulture, out bound);
        }
        else if (inner.Length > 0 && inner.All(c => char.ToLowerInvariant(c) == char.ToLowerInvariant(inner[0])) && char.ToLowerInvariant(inner[0]) is 'h' or 'm' or 's')
        {
            tokens.Add(new($"[{char.ToLowerInvariant(inner[0])}]", false));
        }
    }

    /// <returns>The characters used.</returns>
    private static int Code(ReadOnlySpan<char> rest, List<FormatToken> tokens)
    {
        if (rest.StartsWith("General", StringComparison.OrdinalIgnoreCase))
            return Add(tokens, "General", 7);
        if (rest.StartsWith("AM/PM", StringComparison.OrdinalIgnoreCase))
            return Add(tokens, "a/p", 5);
        if (rest.StartsWith("A/P", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("上午/下午", StringComparison.Ordinal))
            return Add(tokens, "a/p", rest[0] == '上' ? 5 : 3);
        if (rest.Length > 1 && rest[0] is 'E' or 'e' && rest[1] is '+' or '-')
            return Add(tokens, "E" + rest[1], 2);
        var c = char.ToLowerInvariant(rest[0]);
        if (Repeated.Contains(c))
        {
            var length = 1;
            while (length < rest.Length && char.ToLowerInvariant(rest[length]) == c)
                length++;
            return Add(tokens, new string(c, length), length);
        }
        if (c is '0' or '#' or '?' or '.' or ',' or '%' or '@' or '/')
            return Add(tokens, rest[..1].ToString(), 1);
        tokens.Add(new(rest[..1].ToString(), true));
        return 1;
    }

    private static int Add(List<FormatToken> tokens, string text, int length)
    {
        tokens.Add(new(text, false));
        return length;
    }
}
