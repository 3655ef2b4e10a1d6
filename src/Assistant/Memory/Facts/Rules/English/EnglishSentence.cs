using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>English words in the one form that rules read: contractions written out, filling adverbs and courtesies gone.</summary>
internal static partial class EnglishSentence
{
    public static string Plain(string sentence)
    {
        var text = sentence.Replace('’', '\'').Replace('\n', ' ');
        text = Contraction().Replace(text, match => match.Groups["w"].Value + match.Groups["c"].Value.ToLowerInvariant() switch
        {
            "'m" => " am", "'re" => " are", "'ve" => " have", "'ll" => " will", "'d" => " would", "n't" => " not", _ => " is",
        });
        text = WouldPrefer().Replace(text.Replace("ca not", "can not", StringComparison.OrdinalIgnoreCase).Replace("wo not", "will not", StringComparison.OrdinalIgnoreCase), "prefer ");
        text = Opening().Replace(text, "");
        text = Filler().Replace(text, " ");
        return Spaces().Replace(text, " ").Trim(' ', ',', '-', '–', '—', ':', ';', '.', '!', '?');
    }

    /// <summary>Clauses, each with a subject: "and work at Bosch" takes the subject before it.</summary>
    public static IEnumerable<string> Clauses(string plain)
    {
        var subject = "";
        foreach (var part in Joint().Split(plain))
        {
            var clause = part.Trim(' ', ',', ';');
            if (BareVerb().IsMatch(clause) && subject.Length > 0)
                clause = subject + " " + clause;
            else if (Subject().Match(clause) is { Success: true } match)
                subject = match.Value.Trim();
            if (clause.Length > 0)
                yield return clause;
        }
    }

    [GeneratedRegex(@"(?<w>\b(?:i|you|we|they|he|she|it|that|who|name|email|mail|address|number|phone|birthday|size|here|there|what|let|where|how))(?<c>'(?:m|re|ve|ll|d|s))\b|(?<w>\b(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would|should))(?<c>n't)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Contraction();

    [GeneratedRegex(@"\bwould (?:much )?(?:rather be|prefer(?: it if you)?|like you to|like to be|rather you) |\bprefer (?=to be (?:called|contacted|reached|addressed))", RegexOptions.IgnoreCase)]
    private static partial Regex WouldPrefer();

    [GeneratedRegex(@"^\W*(?:(?:hi|hello|hey|ok|okay|well|so|yes|yep|oh|ah|please|fyi|btw|by the way|for the record|just so you know|just fyi|good news|bad news|update|news|note|also|and|but|now|remember(?: that)?|please (?:note|remember|be aware)(?: that)?|note that|i (?:just )?wanted to (?:say|tell you|let you know)(?: that)?|i (?:have )?(?:already )?(?:told|said)(?: you)?(?: that)?|you should know(?: that)?|to be clear|(?:i think )?you should know(?: that)?|there|everyone|all|good morning|good evening|again|anyway|actually|unfortunately|luckily|sadly|finally|it is true that|big news|small update|quick update|one more thing|in fact|honestly|to be honest|as i said|as of now|ps|p\.s)\b[\s,:!.;–—-]*)+", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s(?:actually|really|currently|now|just|still|also|always|mostly|simply|recently|finally|originally|presently|these days|at the moment|right now|nowadays|too|as well|please|by the way|anyway|officially|already|quite|very|much|absolutely|happily|definitely|usually|generally|normally|personally|only recently|permanently|in fact|by now|lately)\b(?! (?:york|fun))(?!'s)", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s*;\s*|,?\s+(?:but|so|because|though|although)\s+(?=(?:i|we|my|he|she|our|the|it)\b)|,?\s+and\s+(?=(?:then\s+)?(?:i|we|my|our|he|she)\b)|,?\s+(?:and|but)\s+(?=(?:live|lives|work|works|working|have|has|own|owns|drive|love|like|prefer|hate|speak|am|is|moved|joined|left|bought|sold|started|quit|use|adopted|got|became|do not|can not|go by)\b)|,\s*(?=(?:i|we|my|he|she|call me|not)\b)|(?:,\s*|\s+)(?=who (?:lives|works|is|has|moved|speaks)\b)|\s[-–—]\s|(?<=\p{L}{3}): (?=(?:i|my|we|since|as of)\b)|(?<=[^.]\b\p{L}+)\s+(?=,? ?and (?:i|we|my)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(?:live|lives|work|works|working|have|has|own|owns|drive|love|like|prefer|hate|speak|am|is|moved|joined|left|bought|sold|started|quit|use|adopted|got|became|do not|can not|go by)\b(?! me\b)", RegexOptions.IgnoreCase)]
    private static partial Regex BareVerb();

    [GeneratedRegex(@"^(?:i|we|he|she|(?:my|our) (?:\p{L}+ )?(?:" + Relations.English + @")\b(?: \p{Lu}\p{L}+)?)(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();
}
