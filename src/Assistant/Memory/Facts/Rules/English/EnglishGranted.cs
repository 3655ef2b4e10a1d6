using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// What a question or a condition takes for granted: "If my wife Nora calls, ..." asks nothing of her name, "any news on my ticket 77120?"
/// nothing of the number. Whom a question is about, "she" of the next sentence is.
/// </summary>
internal static class EnglishGranted
{
    private const string Name = @"\p{Lu}(?:'\p{Lu})?\p{Ll}[\p{L}-]*(?: \p{Lu}(?:'\p{Lu})?\p{Ll}[\p{L}-]*)?";

    public static IEnumerable<Draft> Read(string plain, DateTimeOffset saidAt, Antecedent antecedent)
    {
        foreach (Match person in s_person.Matches(plain))
            if (Relations.Canonical(person.Groups["r"].Value) is var relation && EnglishNames.Leading(person.Groups["n"].Value) is { } name)
            {
                antecedent.Named[name] = antecedent.Subject = Relations.Subject(relation, name);
                yield return new(FactAttributes.User, relation, name);
            }
        if (s_anybody.Matches(plain) is [var only])
            antecedent.Subject ??= Relations.Canonical(only.Groups["r"].Value);
        foreach (Match number in s_number.Matches(plain))
        {
            var clause = new Clause(FactAttributes.User, number.Value, number.Value, When.Unsaid, saidAt, IsCorrection: false);
            foreach (var draft in s_cases.Read(clause, Predicate.Of(number.Value)))
                yield return draft;
        }
    }

    private static readonly EnglishCases s_cases = new();

    private static readonly Regex s_person = Pattern.Exact(@"(?<!\b(?:not|of) )\b(?i:my) (?<r>(?i:" + Relations.English + @")) (?<n>" + Name + @")\b(?!'s? (?:name|friend))(?! (?i:street|road|inc|ltd|gmbh)\b)");

    private static readonly Regex s_anybody = Pattern.Of(@"\bmy (?<r>" + Relations.English + @")\b");

    private static readonly Regex s_number = Pattern.Of(@"\b(?:my|our) (?:(?:open|old|support) )?(?:ticket|case|complaint|incident|customer|client|contract|policy|membership)(?: (?:number|no\.?|id))? ?#?" + EnglishCases.Id + @"(?![\w%€$£])");
}
