using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Who a clause speaks of. "He" and "she" are the relation named before in the same message; otherwise nobody.</summary>
internal static partial class EnglishClauses
{
    public static Clause? Of(string text, ref string? antecedent, DateTimeOffset saidAt, bool correction, List<Draft> named)
    {
        var (when, rest) = TimeWords.Find(text, saidAt, Ahead().IsMatch(text));
        // "Since Monday I live in York": the time stands before the subject.
        if (!Anyone().IsMatch(text) && Anyone().IsMatch(rest))
            text = rest;
        var (subject, words) = (FactAttributes.User, text);
        if (First().Match(text) is { Success: true } first)
            words = first.Groups["p"].Value;
        else if (Relation().Match(text) is { Success: true } relation)
        {
            var canonical = Relations.Canonical(relation.Groups["r"].Value);
            var name = relation.Groups["n"].Success ? relation.Groups["n"].Value.Trim(' ', ',') : null;
            if (name is not null && !relation.Groups["r"].Value.StartsWith("ex-", StringComparison.OrdinalIgnoreCase))
                named.Add(new(FactAttributes.User, canonical, name));
            (subject, words) = (Relations.Subject(canonical, name), relation.Groups["p"].Value);
            antecedent = subject;
        }
        else if (Pronoun().Match(text) is { Success: true } pronoun)
        {
            if (antecedent is null)
                return null;
            (subject, words) = (antecedent, pronoun.Groups["p"].Value);
        }
        else if (Others().IsMatch(text))
            return null;
        return new(subject, TimeWords.Find(words, saidAt, ahead: false).Words.Trim(' ', ',', '.'), words, when, saidAt, correction);
    }

    [GeneratedRegex(@"^(?:i|we)\s+(?<p>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex First();

    [GeneratedRegex(@"^(?i:my|our)\s+(?:(?i:little|older|younger|big|best|elder|eldest|youngest|good|new|dear|lovely|twin|late)\s+)*(?<r>(?i:" + Relations.English + @"))(?:,?\s+(?<n>\p{Lu}\p{L}+))?,?\s+(?:(?i:who)\s+)?(?<p>(?!'s)(?!(?i:number|id|phone|account|company)\b).+)$")]
    private static partial Regex Relation();

    [GeneratedRegex(@"^(?:i|we|he|she|my|our)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Anyone();

    [GeneratedRegex(@"^(?:he|she|who)\s+(?<p>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:they|you|it|this|that|these|those|someone|people|everyone|nobody|his|her|their|your|one|a|an)\b(?! can (?:reach|call|contact|e-?mail|mail|write|text|phone)\b)(?! (?:is|was) (?:wrong|not right))(?! may call me)(?! is \p{Lu}\p{L}+(?: \p{L}+)? (?:speaking|here))(?! can call me)", RegexOptions.IgnoreCase)]
    private static partial Regex Others();

    [GeneratedRegex(@"\b(?:will|appointment|deadline|due|moving|am starting|start|meeting|flight|until|going|tomorrow|next|expires?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ahead();
}
