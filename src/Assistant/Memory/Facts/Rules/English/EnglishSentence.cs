using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>English words in the one form that rules read, and the clauses that a sentence is made of.</summary>
internal static partial class EnglishSentence
{
    private const string Verbs =
        "(?:live|lives|living|based|located|moved|moving|relocated|stay|staying)(?= (?:in|at|near|with|to|from|back|out|here|over)\\b)|(?:work|works|working|worked)(?= (?:at|for|as|in|with|from|part|full)\\b)" +
        "|(?:have|has|had|own|owns|drive|drives|ride|rides|like|likes|love|loves|enjoy|enjoys|prefer|prefers|hate|hates|dislike|dislikes|speak|speaks|am|is|are|was|were|left|quit|joined|started|retired|bought|sold|use|uses|adopted|got|became|turned|switched|changed|replaced|married|divorced|born|allergic|engaged|eat|go by|call me|can not stand|can not (?:eat|stand)|do not|does not|did not|will|not (?:a|an|in|at|allergic|married|living|working|vegan|vegetarian)|no longer|used to|vegan|vegetarian|fluent in|aged?|wear|wears|take (?:a )?size|cancelled|returned|received|sent|reach me|contact me|text me|e-?mail me|write to me|please)\\b";

    private const string Nouns =
        "(?:(?:the|a|an|this) )?(?:(?:new|mobile|phone|cell|customer|contract|account|order|ticket|shoe|home|e-?mail|delivery|job|case|policy|dentist) )*(?:e-?mail|mail|phone|mobile|number|address|name|birthday|date of birth|home|size|order|ticket|contract|deadline|appointment|employer|boss|age|id|allergies|diet|language)(?: (?:number|address|no\\.?|title|size|id))?(?= ?(?:is|are|was|were|has|will|:|=|\\d+|#|for|with|at|on)\\b|:)";

    /// <summary>A clause may begin here; names only before a verb of the third person.</summary>
    private const string Start =
        "(?:(?:then|also|now|yes|and) )?(?:(?:i|we|he|she|they|you|it|this|that|there|my|our|his|her|their|your|who)\\b(?! ?&)|" + Verbs + "|" + Nouns + "|\\d{1,2}(?=,| years|$)" +
        "|(?-i:(?:(?:Mr|Ms|Mrs|Dr)\\.? )?\\p{Lu}\\p{Ll}+)(?= (?:is|has|lives|works|moved|left|joined|just|was|will|got|turned|took|hates|loves|likes|speaks)\\b)|(?:can|could|would|will|do|does|is there|are there|any (?:news|idea|update|chance)|what|how|when|where|why|which)\\b|(?:since|from|as of|until|on) [^,]{3,22}? (?=(?:i|we|my|our)\\b))";

    public static string Plain(string sentence)
    {
        var text = EnglishSpelling.WrittenOut(sentence);
        text = WouldPrefer().Replace(Trailing().Replace(text, ""), "prefer ");
        if (Requested().IsMatch(text))
            text = Requested().Replace(text, "").TrimEnd('?', ' ');
        text = Amended().Replace(text, "${b}");
        text = Introduced().Replace(text, match => $"I am {match.Groups["n"].Value}, I am {match.Groups["a"].Value} years old" + (match.Groups["p"].Length > 0 ? $", I live in {match.Groups["p"].Value}" : ""));
        text = Announced().Replace(text, "my name is ${n}, ");
        text = NowAt().Replace(text, match => $"{match.Groups["who"].Value} {(match.Groups["p"].Value == "in" ? "live in" : "work at")} {match.Groups["v"].Value}");
        text = Opening().Replace(text, "");
        text = Filler().Replace(text, " ");
        return Spaces().Replace(text, " ").Trim(' ', ',', '-', '–', '—', ':', ';', '.', '!', '~');
    }

    /// <summary>Clauses in their order; one without a subject of its own takes the one before it. Strong: nothing of the clause before hangs on it.</summary>
    public static IEnumerable<(string Text, bool IsStrong, bool IsCarried)> Clauses(string plain)
    {
        var (subject, start) = ("", 0);
        var strong = true;
        foreach (Match joint in Joint().Matches(plain))
        {
            if (Piece(plain[start..joint.Index], strong, ref subject) is { } piece)
                yield return piece;
            (start, strong) = (joint.Index + joint.Length, joint.Groups["s"].Success);
        }
        if (Piece(plain[start..], strong, ref subject) is { } last)
            yield return last;
    }

    private static (string, bool, bool)? Piece(string text, bool strong, ref string subject)
    {
        var clause = Filler().Replace(" " + Opening().Replace(text.Trim(' ', ',', ';', '.', '!'), ""), " ").Trim(' ', ',', ':');
        if (clause.Length == 0)
            return null;
        if (Subject().Match(clause) is { Success: true } match)
            subject = match.Value.Trim();
        else if (subject.Length > 0 && BareVerb().IsMatch(clause))
            return (subject + " " + clause, strong, true);
        return (clause, strong, false);
    }

    [GeneratedRegex(@"\bwould (?:much )?(?:rather be|prefer(?: it if you)?|like you to|like to be|rather you) |\bprefer (?=to be (?:called|contacted|reached|addressed))|\bwould rather (?=(?:get|have|you|use|speak|write|be|talk|chat|receive)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex WouldPrefer();

    [GeneratedRegex(@"^\W*(?:(?:hi|hiya|hello|hey|greetings|dear \p{L}+|ok|okay|well|so|yes|yep|yeah|oh|ah|aha|hmm|um|er|right|please|fyi|btw|by the way|for the record|for your (?:info|information|records?|files?)|just so you know|just fyi|(?:good|bad|great|sad|big) news|update|news|(?:quick |small |short |just a )?(?:note|heads[- ]?up|update|info|reminder)|thanks|thank you|cheers|cool|great|perfect|sure|also|and|but|now|then|remember(?: that)?|please (?:note|remember|be aware|be advised)(?: that)?|note that|(?:i (?:just )?(?:wanted|would like|want|have|need|should|must|forgot)|just|want|wanted|forgot|let me|i might|i must) (?:to |also )?(?:say|tell you|let you know|mention|add|point out|inform you|remind you|letting you know)(?: that)?|(?:just )?letting you know(?: that)?|to let you know(?: that)?|i (?:have )?(?:already )?(?:told|said)(?: you)?(?: that)?|(?:i think )?you should know(?: that)?|to be clear|since you ask(?:ed)?|as you (?:know|may know|asked|can see)|there|(?:everyone|all|team)(?=[,!])|good morning|good evening|good afternoon|morning|evening|again|anyway|actually|unfortunately|luckily|sadly|finally|it is true that|one more thing|in fact|honestly|frankly|to be honest|tbh|as i said|as of now|ps|p\.s|long story short|guess what|(?:it )?turn(?:s|ed) out(?: that)?|my bad|oops|about me|nice to meet you|for context|context)\b(?! (?:is|are|was|size|number)\b)(?! in \p{Lu})[\s,:.!;–—-]*)+", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s(?:actually|really|currently|now|just|still|also|always|mostly|simply|recently|finally|originally|presently|these days|at the moment|right now|nowadays|too|as well|(?<!, )please|by the way|anyway|officially|already|quite|very|much|absolutely|happily|definitely|usually|generally|normally|personally|only recently|permanently|in fact|by now|lately|basically|literally|honestly|obviously|of course|tbh|btw|sadly|unfortunately|luckily|thanks|thank you|in the meantime|meanwhile|for now|temporarily|newly|myself|ourselves|all my life|(?:all )?my whole life|strictly|seriously|afraid)\b(?! (?:york|fun))(?!'s)", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    /// <summary>"Can you change my number to ...?" says what the number is.</summary>
    [GeneratedRegex(@"\b(?:can|could|would|will) you (?:please |kindly |also |always )*(?=(?:change|update|set|correct) (?:my|our)\b|(?:answer|reply|respond|write|address) (?:to )?(?:me |back )?(?:in|as)\b|call me (?-i:\p{Lu}))|\b(?:can|could) we (?:please )?(?=(?:continue|switch|chat|write) (?:in|to)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Requested();

    /// <summary>"22815, no wait, 22851": the second is meant.</summary>
    [GeneratedRegex(@"(?<![\w+-])(?:\+?\d[\d ()/-]*\d|[\w-]*\d[\w-]*),? (?:no,? wait|wait,? no|no,? sorry|sorry,? no|sorry|i mean|i meant|scratch that|make that|or rather|correction)[,:]? (?:it is |that is )?(?<b>\+?\d[\d ()/-]*\d|[\w-]*\d[\w-]*)(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Amended();

    /// <summary>"I am Tom, 41, from Norwich".</summary>
    [GeneratedRegex(@"\b(?:[Ii] am|[Mm]y name is) (?<n>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?), (?<a>\d{2})(?: years old)?(?:,? (?:and )?(?:from|living in|based in) (?<p>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?))?(?=[,.!]|$)")]
    private static partial Regex Introduced();

    /// <summary>"This is Priya Nair, customer number ...".</summary>
    [GeneratedRegex(@"^[Tt]his is (?<n>\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}'-]+){1,2}), (?=(?:my )?(?:customer|client|account|contract|policy|member(?:ship)?|order|ticket|case)\b)")]
    private static partial Regex Announced();

    [GeneratedRegex(@"\b(?:now )(?<who>i|we) (?:am|are) (?<p>in|at|with) (?<v>(?-i:\p{Lu}))|\b(?<who>i|we) (?:am|are) (?:now )(?<p>in|at|with) (?<v>(?-i:\p{Lu}))|\b(?<who>i|we) (?:am|are) (?<p>in|at|with) (?<v>(?-i:\p{Lu})[^,.;]{1,30}?) (?:now|these days|nowadays)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NowAt();

    /// <summary>"..., sorry", and what leads up to "I": "after the baby I ...".</summary>
    [GeneratedRegex(@",\s+(?:sorry|thanks|thank you|cheers|please|ok|okay|you know|though|too|by the way|btw|of course|obviously|as you know|haha|ha|hehe|xx?|:\)|:D)[^,\w?]*(?=\?*$)|^\W*(?:after|following|because of|due to|thanks to|on second thoughts?,?|with)\b[^,;:]{0,40}?,? (?=(?:i|we|my|let)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Trailing();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<s>\s*(?:;|\((?!\d{1,5}\))|(?<!\(\d{1,5})\))\s*|\s+[-–—]+\s+|(?<=[\p{L}\d)])\s*[!?]+\s+|\s*/\s(?=" + Start + @")|,?\s+(?:but|so|because|cause|though|although|whereas|while|yet)\s+(?=" + Start + @"|not\b|no\b))|,?\s+(?:and|or|as|since|plus)\s+(?:then\s+)?(?=" + Start + @")|,\s*(?=" + Start + @"|not\b)|\s+(?=who (?:lives|works|is|has|moved|speaks)\b)|(?<=\p{L}{2}): (?=" + Start + @"|since\b|as of\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex("^(?:" + Verbs + @")(?! me\b)(?<!please)", RegexOptions.IgnoreCase)]
    private static partial Regex BareVerb();

    [GeneratedRegex(@"^(?:(?:i|we|he|she)\b|(?:my|our) (?:\p{L}+ )?(?:" + Relations.English + @")\b(?!'s)(?: (?-i:\p{Lu}\p{L}+))?|(?-i:\p{Lu}\p{Ll}+)(?= (?:is|has|lives|works|moved|left|joined|just|was|will|got|turned)\b))(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();
}
