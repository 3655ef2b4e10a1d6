using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// The people of the user's life by their names, wherever a sentence puts them: "my wife Elena", "Ingrid, my wife,", "Piotr (husband)", "I have two
/// sisters, Ann and Kate", "Elena is my wife", "married to Elena", "I report to Ms Varga". Gives the sentence back with each as "my wife Elena".
/// </summary>
internal static class EnglishPeople
{
    private const string One = @"(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}(?:'\p{Lu})?[\p{L}-]+(?: (?:(?:van|von|de|da|di|del|der) )?\p{Lu}(?:'\p{Lu})?[\p{L}-]+)?";
    private const string Kinds = @"(?i:little|older|younger|big|best|elder|eldest|youngest|oldest|good|new|dear|lovely|twin|baby|close|old|own|two|three|four|direct|line|current)";
    private const string Relation = "(?<r>(?i:" + Relations.English + "))";

    /// <summary>Appositions in one order, so that clauses are not cut in the middle of one.</summary>
    public static string Placed(string sentence)
    {
        var text = s_behind.Replace(sentence, match => EnglishNames.IsName(match.Groups["n"].Value) ? $"my {match.Groups["r"].Value} {match.Groups["n"].Value}" + (match.Groups["e"].Length > 0 ? " " : "") : match.Value);
        return s_before.Replace(text, match => EnglishNames.IsName(match.Groups["n"].Value) ? $"my {match.Groups["r"].Value} {match.Groups["n"].Value} " : match.Value);
    }

    public static IEnumerable<Draft> Named(string clause, Clause? of, Antecedent antecedent)
    {
        var kind = of?.Kind ?? StatementKind.Holds;
        foreach (Match match in s_known.Matches(clause))
            if (RelationOf(match.Groups["r"].Value) is { } relation && (match.Groups["r"].Length > 0 || of is { IsUser: true }))
                foreach (var name in Names(match.Groups["n"].Value))
                {
                    antecedent.Named[name] = antecedent.Named[name.Split(' ')[^1]] = antecedent.Subject = Relations.Subject(relation, name);
                    yield return new(FactAttributes.User, relation, name, kind, of?.When.Since ?? (s_begun.IsMatch(clause) ? of?.When.Begin : null));
                }
    }

    /// <summary>Null for one of the past.</summary>
    private static string? RelationOf(string words) => words.ToLowerInvariant() switch
    {
        "" => "partner",
        "report" or "reporting" => "boss",
        var word => word.StartsWith("ex-", StringComparison.Ordinal) ? null : Relations.Canonical(word),
    };

    private static IEnumerable<string> Names(string words) =>
        Values.List(words).Select(EnglishNames.Leading).OfType<string>();

    // "Ingrid, my wife, is" and "Piotr (husband) is".
    private static readonly Regex s_behind = Pattern.Exact(@"(?<![\p{L}'] )\b(?<n>" + One + @")(?:, (?i:my|our) (?:" + Kinds + " )*" + Relation + @"(?<e>,\s?|$)| \((?:(?i:my|our) )?(?:" + Kinds + " )*" + Relation + @"\)(?<e>\s?))");

    // "my boss, Henrik Dahl, is", "my wife (Elena) is".
    private static readonly Regex s_before = Pattern.Exact(@"\b(?i:my|our) (?:" + Kinds + " )*" + Relation + @"(?:, (?:(?i:named|called) )?(?<n>" + One + @")(?:, ?| (?=(?i:is|was|has|works|lives)\b)|$)| \((?<n>" + One + @")\) ?| (?:(?i:named|called) )(?<n>" + One + @"),? )");

    private static readonly Regex s_known = Pattern.Exact(@"\b(?i:my|our) (?:" + Kinds + " )*" + Relation + @"s?(?:(?i:'s name)?(?i: (?:is|are|will be)(?: now)?(?: called| named)?| has been(?= \p{Lu}))| =|:|,)? (?<n>" + One + @"(?:(?:, (?:and )?| and | & )" + One + @")*)(?! (?i:street|road|inc|ltd|gmbh)\b)" +
        @"|\b(?i:i|we) (?i:have|got) (?:(?i:an?|one|two|three|four|five|\d) )?(?:" + Kinds + " )*" + Relation + @"s?(?i:(?: (?:now|on \p{L}+))*,?:?(?: called| named| by the name of)?),? (?<n>" + One + @"(?:(?:, (?:and )?| and | & )" + One + @")*)" +
        @"|\b(?i:married to|engaged to|(?<r>report(?:ing)?) to) (?<n>" + One + @")" +
        @"|^(?<n>" + One + @")(?i: is| has been|'s| will be) (?i:my|our) (?:" + Kinds + " )*" + Relation + @"\b(?!'s)" +
        @"|(?<=\b(?:have|got) .{3,60}),? and an? (?:" + Kinds + " )*" + Relation + @"(?i:,|:| called| named)* (?<n>" + One + @")" +
        @"|^(?:" + Kinds + " )*" + Relation + @"(?i:'s name)?(?i: is| are| =|:)(?: called| named)? (?<n>" + One + @"(?:(?:, (?:and )?| and | & )" + One + @")*)" +
        @"|^(?i:the name of (?:my|our)) " + Relation + @"(?i: is) (?<n>" + One + @")");

    private static readonly Regex s_begun = Pattern.Of(@"\bnew\b|\bsince\b|\bmarried\b|^i have\b|\bnow\b|\bnewborn\b");
}
