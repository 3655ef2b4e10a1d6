namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// Reads an English sentence: left out as a whole when it is framed (a condition, a report, sarcasm), otherwise clause by clause, those in
/// doubt with what hangs on them left out, the others through the rules of each topic.
/// </summary>
internal static class EnglishReader
{
    /// <summary>"I live in Oslo, maybe": so few words in doubt are of the clause before them.</summary>
    private const int LongestTag = 3;

    private static readonly IEnglishRule[] s_rules = [new EnglishHome(), new EnglishWork(), new EnglishRoles(), new EnglishIdentity(), new EnglishTaste(), new EnglishFood(), new EnglishPets(), new EnglishThings(), new EnglishContacts(), new EnglishCases(), new EnglishDays()];

    public static List<Draft> Read(string sentence, bool correction, DateTimeOffset saidAt, Antecedent antecedent)
    {
        var own = EnglishDoubt.WithoutCourtesy(sentence);
        var plain = EnglishSentence.Plain(EnglishPeople.Placed(own));
        if (EnglishDoubt.IsFramed(plain) || EnglishDoubt.IsFramed(own))
            return EnglishDoubt.IsCondition(plain) && EnglishDoubt.IsCondition(own) ? [.. EnglishGranted.Read(plain, saidAt, antecedent)] : [];
        var (drafts, isSmall, moved) = (new List<Draft>(), !sentence.Any(char.IsUpper), default(DateTimeOffset?));
        foreach (var (text, isCarried) in Certain(plain))
        {
            var clause = EnglishClauses.Of(text, isCarried, antecedent, saidAt, correction) is { } read ? read with { IsSmall = isSmall } : null;
            drafts.AddRange(EnglishPeople.Named(text, clause, antecedent));
            drafts.AddRange(EnglishPets.Christened(text, antecedent));
            if (clause is null)
                continue;
            var predicate = Predicate.Of(clause.Words);
            moved = clause.IsUser && predicate.Rest.StartsWith("moved", StringComparison.OrdinalIgnoreCase) ? clause.When.Begin ?? moved : moved;
            foreach (var rule in s_rules.Where(rule => rule.Cues is not { } cues || clause.WithTimes.AsSpan().ContainsAny(cues)))
                foreach (var draft in rule.Read(clause, predicate))
                    drafts.Add(Placed(clause.IsOfKnown && draft.Subject == clause.Subject ? draft with { IsOfKnown = true } : draft, moved));
            drafts.AddRange(EnglishOrders.Read(clause, antecedent));
            antecedent.Pet = drafts.LastOrDefault(draft => draft.Attribute == FactAttributes.Pet) is { Kind: StatementKind.Holds } pet ? pet.Value : antecedent.Pet;
        }
        if (plain.EndsWith('?') || sentence.TrimEnd().EndsWith('?'))
            drafts.AddRange(EnglishGranted.Read(plain, saidAt, antecedent));
        return [.. drafts.Distinct()];
    }

    /// <summary>"We moved on the 3rd, my new address is ...": since then.</summary>
    private static Draft Placed(Draft draft, DateTimeOffset? moved) =>
        moved is not null && draft is { Subject: FactAttributes.User, Attribute: FactAttributes.Address or FactAttributes.Home, Kind: StatementKind.Holds, From: null, Until: null } ? draft with { From = moved } : draft;

    private static List<(string Text, bool IsCarried)> Certain(string plain)
    {
        var (certain, asks, doubted, weak) = (new List<(string, bool)>(), false, false, 0);
        foreach (var (text, isStrong, isCarried) in EnglishSentence.Clauses(plain))
        {
            (asks, doubted, weak) = isStrong ? (false, false, 0) : (asks, doubted, weak);
            asks |= EnglishDoubt.IsAsking(text);
            if (EnglishDoubt.IsUncertain(text))
            {
                if (text.Count(sign => sign == ' ') < LongestTag)
                    certain.RemoveRange(certain.Count - weak, weak);
                (doubted, weak) = (true, 0);
            }
            if (asks || doubted)
                continue;
            certain.Add((text, isCarried));
            weak++;
        }
        // A question mark without a word of asking asks of all that hangs together: "I live in Oslo?"
        if (plain.EndsWith('?') && !asks)
            certain.RemoveRange(certain.Count - weak, weak);
        return certain;
    }
}
