using Assistant.Tools.Search;

namespace Assistant.Agent.Grounding;

/// <summary>A statement of the model, as the words and numbers that must be found again in what it cites.</summary>
/// <param name="Numbers">Of two digits and more: single ones stand everywhere.</param>
internal sealed record Claim(string Text, IReadOnlyList<string> Words, IReadOnlyList<string> Numbers, bool IsHan)
{
    public static Claim Of(string text)
    {
        var terms = SearchTerms.Of(text).Distinct().ToArray();
        return new(text, [.. terms.Where(term => !SearchTerms.IsNumber(term))], [.. terms.Where(term => SearchTerms.IsNumber(term) && term.Length > 1)], IsMostlyHan(text));
    }

    public static bool IsMostlyHan(string text)
    {
        var (han, letters) = (0, 0);
        foreach (var c in text)
        {
            if (c is >= '\u3400' and <= '\u9fff')
                han++;
            else if (char.IsLetter(c))
                letters++;
        }
        return han * 3 > letters;
    }
}
