using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// Who a clause speaks of: the user, a relation ("my sister", by name or not), "he" and "she" (the relation named before in the same
/// message, otherwise nobody), or a bare name (a relation of that name in the message, else one that the ledger may know).
/// </summary>
internal static partial class EnglishClauses
{
    public static Clause? Of(string text, bool isCarried, Antecedent antecedent, DateTimeOffset saidAt, bool correction)
    {
        var (when, rest) = TimeWords.Find(text, saidAt, Ahead().IsMatch(text));
        // "Since Monday I live in York": the time stands before the subject.
        if (!Anyone().IsMatch(text) && Anyone().IsMatch(rest))
            text = rest;
        text = OfTopic(text, antecedent);
        var (subject, words, known) = (FactAttributes.User, text, false);
        if (First().Match(text) is { Success: true } first)
            words = first.Groups["p"].Value;
        else if (Relation().Match(text) is { Success: true } relation)
        {
            var canonical = Relations.Canonical(relation.Groups["r"].Value);
            var name = relation.Groups["n"] is { Success: true, Value: var given } && EnglishNames.IsName(given) ? given : null;
            (subject, words) = (Relations.Subject(canonical, name), (name is null ? relation.Groups["n"].Value + " " : "") + relation.Groups["p"].Value);
            antecedent.Subject = subject;
        }
        else if (Alone().Match(text) is { Success: true } alone)
        {
            antecedent.Subject = Relations.Canonical(alone.Groups["r"].Value);
            return null;
        }
        else if (Pronoun().Match(text) is { Success: true } pronoun)
        {
            if (antecedent.Subject is null)
                return null;
            (subject, words) = (antecedent.Subject, pronoun.Groups["p"].Value);
        }
        else if (Named().Match(text) is { Success: true } named && EnglishNames.IsName(named.Groups["n"].Value))
        {
            words = named.Groups["p"].Value;
            known = !antecedent.Named.TryGetValue(named.Groups["n"].Value, out var relative);
            subject = relative ?? named.Groups["n"].Value;
            antecedent.Subject = relative ?? antecedent.Subject;
        }
        else if (!isCarried && ThirdPerson().IsMatch(text))
        {
            if (antecedent.Subject is null)
                return null;
            subject = antecedent.Subject;
        }
        else if (Others().IsMatch(text))
            return null;
        return new(subject, TimeWords.Find(words, saidAt, ahead: false).Words.Trim(' ', ',', '.'), words.Trim(), when, saidAt, correction, isCarried) { IsOfKnown = known };
    }

    /// <summary>"It is now ..." behind "my number has changed" is of the number.</summary>
    private static string OfTopic(string text, Antecedent antecedent)
    {
        if (Topic().Match(text) is { Success: true } topic)
        {
            antecedent.Topic = topic.Groups["t"].Value;
            antecedent.TopicOf = Relation().Match(text) is { Success: true } relation ? $"my {relation.Groups["r"].Value}'s" : Pronoun().IsMatch(text) ? "her" : "my";
        }
        else if (antecedent.Topic.Length > 0 && It().Match(text) is { Success: true } it && !EnglishNames.IsSpelled(it.Groups["v"].Value))
            return $"{antecedent.TopicOf} {antecedent.Topic} is {it.Groups["v"].Value}";
        return text;
    }

    [GeneratedRegex(@"^(?:i|we)\s+(?<p>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex First();

    [GeneratedRegex(@"^(?i:my|our)\s+(?:(?i:little|older|younger|big|best|elder|eldest|youngest|oldest|good|new|dear|lovely|twin|late|baby|close|old|own|beloved)\s+)*(?<r>(?i:" + Relations.English + @"))(?:,?\s+(?<n>(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}(?:'\p{Lu})?[\p{L}-]+(?: \p{Lu}(?:'\p{Lu})?[\p{L}-]+)?))?(?:,?\s+(?:(?i:who)\s+)?(?!(?i:number|id|phone|account|company|tongue)\b)|'s (?=(?i:birthday|name|email|phone|number|address|allerg\p{L}+|favou?rite|age|job|employer)\b))(?<p>(?!'s).+)$")]
    private static partial Regex Relation();

    [GeneratedRegex("^(?:my|our) (?:\\p{L}+ )?(?<r>" + Relations.English + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^(?:i|we|he|she|my|our)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Anyone();

    [GeneratedRegex(@"^(?:he|she|who)\s+(?<p>.+)$|^(?:his|her) (?<p>(?:name|birthday|email|phone|number|address|age|job|employer)\b.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?<n>(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}[\p{Ll}'-]+(?: \p{Lu}[\p{Ll}'-]+)?)\s+(?<p>(?:is|has|had|was|lives|works|moved|left|joined|just|will|got|turned|changed|retired|quit|started|became|no longer|does|hates|likes|loves|speaks|drives|switched|took)\b(?!.*\b(?:my|our)\b)(?!.* home$).+)$|^(?<n>\p{Lu}\p{Ll}+) (?<p>retired|quit|left|moved out)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:they|you|it|this|that|these|those|someone|somebody|people|everyone|nobody|his|her|their|your|one|a|an)\b(?! (?:can|may) (?:use|reach|call|contact|e-?mail|mail|write|answer|reply|text|phone)\b)(?! have my\b)(?! (?:is|was) (?:wrong|not right))(?! may call me)(?! (?:is|was) (?:\p{Lu}\p{L}+(?: \p{L}+)* (?:speaking|here|from)|my\b|order))(?! can call me)(?! (?:\p{L}+ ){0,2}(?:at|with|for) \p{Lu})(?!.*\b(?:the|my|our) (?:deadline|appointment)\b)(?! calls? me\b)(?! one is (?:my )?order\b)(?!.*\bmy (?:complaint|case|ticket|number|phone|mobile|e-?mail|address|contract|customer)\b)(?! (?:has |have |was |were |got |just )*(?:arrived|been|delivered|shipped|cancelled|came|sent))", RegexOptions.IgnoreCase)]
    private static partial Regex Others();

    [GeneratedRegex(@"\b(?:will|appointment|deadline|due|moving|am starting|start|starts|meeting|flight|starting|relocating|relocate|move|have to|must|need to|submit|reschedule|rescheduled|postponed|until|going|tomorrow|next|expires?|valid|checkup|check-up|from (?:now|\d|next|tomorrow|january|february|march|april|may|june|july|august|september|october|november|december))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ahead();

    [GeneratedRegex(@"\b(?:my|our|a new|the new|new) (?:(?:new|old|current) )?(?<t>favou?rite \p{L}+|(?:last |first |full |sur)?name|(?:phone |mobile |cell |telephone |customer |contract |account |shoe |delivery |home |e-?mail |ticket )?(?:number|phone|mobile|cell|e-?mail|mail|address|size|birthday|car|van|motorbike|bike|laptop|computer|tablet|camera|watch))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Topic();

    /// <summary>Without a subject, and not of who speaks: "(the tenant,) has moved to Cardiff".</summary>
    [GeneratedRegex(@"^(?:has|lives|works|drives|speaks|likes|loves|hates|enjoys|prefers|owns|wears|does not|no longer (?:lives|works|has))\b(?! to be\b)", RegexOptions.IgnoreCase)]
    private static partial Regex ThirdPerson();

    [GeneratedRegex(@"^(?:it|that|the new (?:one|number|address)|(?:the |my )?new one|the (?:right|correct) one)(?: is| should be| should have been| has changed to| was changed to| ought to be|:)+(?: now)? (?<v>(?!not\b|wrong|right|correct|my\b).+)$", RegexOptions.IgnoreCase)]
    private static partial Regex It();
}
