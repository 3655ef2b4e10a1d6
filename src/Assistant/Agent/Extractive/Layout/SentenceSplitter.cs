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
            if (!IsEnd(text, i) || text[i] == '.' && IsEnumerator(text.AsSpan(start, i - start)))
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
        var before = text.AsSpan(from, i + 1 - from);
        return !Abbreviation().IsMatch(before) && !(LabelAbbreviation().IsMatch(before) && PrecedesDigit(text, i + 1));
    }

    /// <summary>"Part no. 6604": said of the number behind it.</summary>
    private static bool PrecedesDigit(string text, int i)
    {
        while (i < text.Length && text[i] == ' ')
            i++;
        return i < text.Length && char.IsAsciiDigit(text[i]);
    }

    /// <summary>"2.", "2.3.", "b.": it numbers the sentence behind it and is none.</summary>
    private static bool IsEnumerator(ReadOnlySpan<char> before) => Enumerator().IsMatch(before.Trim());

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

    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivxIVX]{1,4}|第?[一二三四五六七八九十]{1,3})$")]
    private static partial Regex Enumerator();

    [GeneratedRegex(@"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Lt|Col|Gen|Capt|Rev|Hon|No|Nr|vs|etc|e\.g|i\.e|cf|ca|approx|Fig|Vol|pp?|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd|Rd|U\.S|[A-Z])\.$", RegexOptions.None)]
    private static partial Regex Abbreviation();
}
