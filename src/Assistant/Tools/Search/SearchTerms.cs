using System.Text;

namespace Assistant.Tools.Search;

/// <summary>The words of a text for lexical comparison: folded to lower case, English endings cut, Chinese as pairs of characters, numbers in one form (1,240.00 is 1240).</summary>
internal static class SearchTerms
{
    private const int MaxTerms = 20_000;

    private static readonly HashSet<string> s_stopWords = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "these", "those", "as",
        "what", "which", "who", "whom", "when", "where", "why", "how", "do", "does", "did", "i", "you", "we", "they", "he", "she", "me", "my", "your", "our", "their", "there", "can", "could",
        "will", "would", "should", "has", "have", "had", "not", "no", "please", "tell", "about", "much", "many", "any", "some",
    };

    /// <summary>In order, with repetitions; stop words left out unless nothing else remains.</summary>
    public static List<string> Of(string text)
    {
        var terms = new List<string>();
        var word = new StringBuilder();
        var previousHan = '\0';
        var han = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (terms.Count >= MaxTerms)
                break;
            if (IsHan(rune))
            {
                Flush(word, terms);
                var c = (char)Math.Min(rune.Value, char.MaxValue);
                if (previousHan != '\0')
                    terms.Add(string.Create(2, (previousHan, c), static (span, pair) => (span[0], span[1]) = pair));
                han = previousHan == '\0';
                previousHan = c;
                continue;
            }
            if (han)
                terms.Add(previousHan.ToString());
            (previousHan, han) = ('\0', false);
            if (Rune.IsLetterOrDigit(rune))
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value is '.' or ',' && word.Length > 0 && char.IsDigit(word[^1]))
                word.Append((char)rune.Value);
            else
                Flush(word, terms);
        }
        if (han)
            terms.Add(previousHan.ToString());
        Flush(word, terms);
        return terms;
    }

    public static bool IsNumber(string term) => term.Length > 0 && char.IsAsciiDigit(term[0]);

    private static void Flush(StringBuilder word, List<string> terms)
    {
        if (word.Length == 0)
            return;
        var text = word.ToString();
        word.Clear();
        if (char.IsAsciiDigit(text[0]))
            AddNumber(text.TrimEnd('.', ','), terms);
        else if (!s_stopWords.Contains(text))
            terms.Add(Stem(text));
    }

    /// <summary>14.03.2025 is three numbers; 1.234.567 is one.</summary>
    private static void AddNumber(string text, List<string> terms)
    {
        var parts = text.Split('.', ',');
        if (parts.Length > 2 && parts[1..^1].Any(part => part.Length != 3))
            terms.AddRange(parts.Select(NumberForm));
        else
            terms.Add(NumberForm(text));
    }

    private static string NumberForm(string text)
    {
        if (text.Any(char.IsAsciiLetter))
            return text;
        var point = text.LastIndexOfAny(['.', ',']);
        var isDecimal = point >= 0 && text.Length - point - 1 is 1 or 2;
        var whole = (isDecimal ? text[..point] : text).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var fraction = isDecimal ? text[(point + 1)..].TrimEnd('0') : "";
        whole = whole.TrimStart('0') is { Length: > 0 } cut ? cut : "0";
        return fraction.Length == 0 ? whole : whole + "." + fraction;
    }

    /// <summary>Plural and the commonest verb endings: enough to compare two texts by, no dictionary.</summary>
    private static string Stem(string word) => word switch
    {
        [.., 'i', 'e', 's'] when word.Length > 4 => word[..^3] + "y",
        [.., 's', 's'] => word,
        [.., 's'] when word.Length > 3 => word[..^1],
        [.., 'i', 'n', 'g'] when word.Length > 5 => word[..^3],
        [.., 'e', 'd'] when word.Length > 4 => word[..^2],
        _ => word,
    };

    private static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9fff) or (>= 0x20000 and <= 0x3ffff);
}
