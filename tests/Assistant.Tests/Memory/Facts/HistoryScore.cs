using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;

namespace Assistant.Tests.Memory.Facts;

/// <summary>How many expectations are met, how many kept facts nobody expected, over a set of histories.</summary>
internal sealed class HistoryScore
{
    private readonly RuleFactExtractor _extractor = new();

    public int Histories { get; private set; }

    public int Current { get; private set; }

    public int CurrentRight { get; private set; }

    public int AsOf { get; private set; }

    public int AsOfRight { get; private set; }

    public int Kept { get; private set; }

    public int False { get; private set; }

    public int WithFalse { get; private set; }

    public List<string> Failures { get; } = [];

    public double CurrentShare => (double)CurrentRight / Current;

    public double AsOfShare => (double)AsOfRight / AsOf;

    /// <summary>Histories in which something was kept that was never said to be so.</summary>
    public double FalseShare => (double)WithFalse / Histories;

    public string Line(string name) =>
        $"{name}: histories {Histories}, current {CurrentRight}/{Current} ({CurrentShare:P1}), as-of {AsOfRight}/{AsOf} ({AsOfShare:P1}), histories with a false memory {WithFalse} ({FalseShare:P1}), false facts {False} of {Kept} kept";

    public void Add(History history)
    {
        var ledger = new FactLedger();
        for (var i = 0; i < history.Said.Count; i++)
        {
            var utterance = new Utterance($"e{i}", history.Said[i].Words, history.Said[i].At);
            ledger.Add(utterance, _extractor.Read(utterance));
        }
        Histories++;
        var end = history.Said[^1].At.AddHours(13.9);
        var failed = new List<string>();
        // A history of which nothing may be kept has one expectation too: that nothing is current.
        if (history.Current.Count == 0 && history.AsOf.Count == 0)
            (Current, CurrentRight) = (Current + 1, CurrentRight + (ledger.AsOf(end).Count == 0 ? 1 : 0));
        foreach (var expected in history.Current)
            (Current, CurrentRight) = (Current + 1, CurrentRight + Right(ledger, expected, end, failed));
        foreach (var expected in history.AsOf)
            (AsOf, AsOfRight) = (AsOf + 1, AsOfRight + Right(ledger, expected, expected.ValidAt!.Value, failed));
        var wrong = ledger.Facts.Where(fact => !Expects(history, fact)).ToList();
        (Kept, False, WithFalse) = (Kept + ledger.Facts.Count, False + wrong.Count, WithFalse + (wrong.Count > 0 ? 1 : 0));
        failed.AddRange(wrong.Select(fact => $"false {fact.Subject}.{fact.Attribute}={fact.Value}"));
        if (failed.Count > 0)
            Failures.Add(history.Line + "\n      " + string.Join("\n      ", failed));
    }

    private static int Right(FactLedger ledger, Expected expected, DateTimeOffset validAt, List<string> failed)
    {
        var values = ledger.AsOf(validAt, expected.KnownAt).Where(fact => IsOf(fact, expected) && fact.Attribute == expected.Attribute).Select(fact => fact.Value).ToList();
        if (values.Count == expected.Values.Count && expected.Values.All(alternatives => values.Exists(value => Matches(alternatives, value))))
            return 1;
        failed.Add($"{expected.Subject}.{expected.Attribute} at {validAt:MM-dd}: [{string.Join(" + ", values)}]");
        return 0;
    }

    private static bool Expects(History history, Fact fact) =>
        history.Current.Concat(history.AsOf).Concat(history.Allowed).Any(expected =>
            IsOf(fact, expected) && expected.Attribute == fact.Attribute && expected.Values.Any(alternatives => Matches(alternatives, fact.Value)));

    /// <summary>As questions to the memory do: "my sister" finds "sister Hanna".</summary>
    private static bool IsOf(Fact fact, Expected expected) => fact.Subject == expected.Subject || fact.Subject.StartsWith(expected.Subject + " ", StringComparison.Ordinal);

    private static bool Matches(string[] alternatives, string value) => alternatives.Any(alternative => string.Equals(alternative, value, StringComparison.OrdinalIgnoreCase));
}
