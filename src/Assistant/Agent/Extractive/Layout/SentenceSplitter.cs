using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Splits running text into sentences, English and Chinese; abbreviations, initials and decimal points end none.</summary>
internal static partial class SentenceSplitter
{
    /// <summary>Start and end of each sentence, without white space at its ends.</summary>
    public static IEnumerable<Range> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsEnd(text, i))
                continue;
            var end = i + 1;
            while (end < text.Length && text[end] is '"' or '”' or '’' or '\'' or ')' or '）' or '」' or '。' or '！' or '？' or '.' or '!' or '?')
                end++;
            if (Trim(text, start, end) is { } range)
                yield return range;
            start = end;
            i = end - 1;
        }
        if (Trim(text, start, text.Length) is { } last)
            yield return last;
    }

    /// <summary>"Matriculation no.": the point is the word's.</summary>
    public static bool EndsInAbbreviation(string text) => text[^1] == '.' && (!EndsWord(text, text.Length - 1) || LabelAbbreviation().IsMatch(text));

    private static bool IsEnd(string text, int i) => text[i] switch
    {
        '。' or '！' or '？' or '\n' => true,
        '；' => text.Length > 120,
        '.' or '!' or '?' => i + 1 == text.Length || (ClosesAt(text, i + 1) is var next && next == text.Length) || (EndsWord(text, i) && BeginsSentence(text, ClosesAt(text, i + 1))),
        _ => false,
    };

    private static int ClosesAt(string text, int i)
    {
        while (i < text.Length && text[i] is '"' or '”' or '’' or '\'' or ')' or ']' or '.' or '!' or '?')
            i++;
        return i;
    }

    private static bool BeginsSentence(string text, int i)
    {
        if (i >= text.Length)
            return true;
        if (Normal.IsHan(text[i]) || text[i] == '[')
            return true;
        if (!char.IsWhiteSpace(text[i]))
            return false;
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '"' or '“' or '(' or '\'' or '‘'))
            i++;
        return i >= text.Length || char.IsUpper(text[i]) || char.IsAsciiDigit(text[i]) || Normal.IsHan(text[i]);
    }

    private static bool EndsWord(string text, int i)
    {
        if (text[i] != '.')
            return true;
        var from = Math.Max(0, i - 12);
        return !Abbreviation().IsMatch(text.AsSpan(from, i + 1 - from));
    }

    private static Range? Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return start < end ? start..end : null;
    }

    [GeneratedRegex(@"\b(?:no|nr|tel|ref|qty|dept|ext|art|acc|amt|max|min|approx|incl|excl|est|avg|temp|pos|vol|pcs|reg|misc)\.$", RegexOptions.IgnoreCase)]
    private static partial Regex LabelAbbreviation();

    [GeneratedRegex(@"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Lt|Col|Gen|Capt|Rev|Hon|No|Nr|vs|etc|e\.g|i\.e|cf|ca|approx|Fig|Vol|pp?|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd|Rd|U\.S|[A-Z])\.$", RegexOptions.None)]
    private static partial Regex Abbreviation();
}
