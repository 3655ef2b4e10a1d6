using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>Facts get at most a quarter of the budget, episodes the rest. A fact that a question names stands above all.</summary>
internal sealed class MemoryRecall(ILongTermMemory episodes, PersonalFacts facts, FactRanking ranking, TimeProvider time) : IMemoryRecall
{
    private const int ShareOfFacts = 4;

    public async Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken)
    {
        var left = query.Tokens / ShareOfFacts;
        var found = new List<RecalledItem>();
        foreach (var item in ranking.Rank(await facts.OpenAsync(person, cancellationToken), query, time.GetUtcNow()))
        {
            if (BudgetedItems.Tokens(item.Text) is var cost && cost > left)
                continue;
            left -= cost;
            found.Add(item);
        }
        var rest = query.Tokens - (query.Tokens / ShareOfFacts) + left;
        return [.. found.Concat(await episodes.RecallAsync(person, query with { Tokens = rest }, cancellationToken)).OrderByDescending(item => item.Score)];
    }
}
