using System.Text;

namespace Assistant.Memory.Facts;

/// <summary>
/// Which facts are at hand and which are archived: the strongest up to the budget of facts and bytes are at hand, in that order; the rest is
/// still found by questions that are explicitly about it. The same ledger, time and options always give the same split.
/// </summary>
public static class FactBudget
{
    public static (IReadOnlyList<Fact> AtHand, IReadOnlyList<Fact> Archived) Split(IFactLedger ledger, DateTimeOffset now, FactBudgetOptions options)
    {
        var (atHand, archived, bytes) = (new List<Fact>(), new List<Fact>(), 0L);
        foreach (var fact in ledger.Facts.OrderByDescending(fact => ledger.Strength(fact, now)).ThenByDescending(fact => fact.RecordedAt).ThenBy(fact => fact.Id, StringComparer.Ordinal))
        {
            var size = Bytes(fact);
            if (archived.Count == 0 && atHand.Count < options.MaxFacts && bytes + size <= options.MaxBytes)
            {
                atHand.Add(fact);
                bytes += size;
            }
            else
                archived.Add(fact);
        }
        return (atHand, archived);
    }

    private static long Bytes(Fact fact) =>
        Encoding.UTF8.GetByteCount(fact.Subject) + Encoding.UTF8.GetByteCount(fact.Attribute) + Encoding.UTF8.GetByteCount(fact.Value)
        + fact.Origins.Sum(origin => (long)Encoding.UTF8.GetByteCount(origin.Quote) + origin.EpisodeId.Length + 16);
}
