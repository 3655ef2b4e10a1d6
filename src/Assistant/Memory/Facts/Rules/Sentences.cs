using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>Sentences of a message as places in it; a full stop within a number, an address or an initial ends none.</summary>
internal static partial class Sentences
{
    public static IEnumerable<(int Start, int Length)> Of(string text)
    {
        foreach (Match match in Sentence().Matches(text))
        {
            var lead = match.Value.Length - match.Value.TrimStart().Length;
            var length = match.Value.Trim().Length;
            if (length > 1)
                yield return (match.Index + lead, length);
        }
    }

    [GeneratedRegex(@"(?:[^.!?。！？\n…]|[.](?=[\p{L}\d@])|(?<=\b(?:St|Mr|Mrs|Ms|Dr|No|no|Str|e\.g|i\.e|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\p{Lu}))\.)+[.!?。！？…]*(?:\s*(?:/s|🙄|😏|😜|😉|🤡))?")]
    private static partial Regex Sentence();
}
