namespace Assistant.Memory.Facts;

/// <summary>
/// Which fact "that's wrong, it's Oslo" is of, after an answer that told several: the only one whose value is of the same kind. Rather none than the wrong one:
/// of a name and a place either may be Oslo.
/// </summary>
internal static class CorrectedFact
{
    private enum Kind { Words, Day, Mail, Number, WordsAndNumbers }

    /// <param name="told">What the answer rests on.</param>
    /// <param name="right">What is so instead.</param>
    /// <returns>The fact, and the value as its attribute writes it; null when it is not clear which.</returns>
    public static (Fact Fact, string Value)? Of(IReadOnlyList<Fact> told, string right, DateTimeOffset saidAt)
    {
        var day = FactDays.Of(right, saidAt);
        // Of a value that held twice there are two.
        var facts = told.DistinctBy(fact => fact.Id).ToList();
        var fitting = facts.Select(fact => (Fact: fact, Value: day is null ? right : Day(day, right, fact)))
            .Where(each => each.Value is not null && (facts.Count == 1 || day is not null || KindOf(each.Fact.Value) == KindOf(right))).Take(2).ToList();
        return fitting is [var (only, value)] ? (only, value!) : null;
    }

    /// <summary>Who names a day without a year leaves the year as it is.</summary>
    private static string? Day(string day, string words, Fact fact) => FactDays.Fitting(day, fact.Attribute, fact.Value) is { } value
        ? value.Length == day.Length && fact.Value.Length == day.Length && fact.Attribute == FactAttributes.Birthday && !words.Contains(day[..4], StringComparison.Ordinal) ? fact.Value[..4] + value[4..] : value : null;

    private static Kind KindOf(string value) => value switch
    {
        _ when FactDays.IsDay(value) => Kind.Day,
        _ when value.Contains('@', StringComparison.Ordinal) => Kind.Mail,
        _ when !value.Any(char.IsDigit) => Kind.Words,
        _ when !value.Any(char.IsLetter) => Kind.Number,
        _ => Kind.WordsAndNumbers,
    };
}
