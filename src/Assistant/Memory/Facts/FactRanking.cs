using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Tools.Search;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.Facts;

/// <summary>
/// Scores facts for a question, comparably with episodes: 2 when the question asks for the attribute, else the share of the question's words that the fact, its
/// attribute's names or its quoted words have; 0.1 more when it still holds; and strength, squashed to 0..0.3: 0.3 / (1 + e^-((B + 7) / 2)), B as in
/// <see cref="Activation"/> (told once, a day ago: -5.7; a year ago: -8.6). What the budget has archived is found only when it is asked for.
/// </summary>
internal sealed class FactRanking(IMemoryDialogue dialogue, IOptions<FactBudgetOptions> budget)
{
    private const double Asked = 2, Holding = 0.1, Strongest = 0.3, Middle = -7, Width = 2;
    private const double LeastShare = 0.34;

    /// <summary>Best first; facts that have nothing to do with the question are left out.</summary>
    public IReadOnlyList<RecalledItem> Rank(IFactLedger ledger, RecallQuery query, DateTimeOffset now)
    {
        var language = query.Question.Any(c => c is >= '\u4e00' and <= '\u9fff') ? "zh" : "en";
        return [.. Score(ledger, query, now).Select(scored => Item(scored.Fact, scored.Score, language))];
    }

    /// <summary>As <see cref="Rank"/>, the facts themselves.</summary>
    public IReadOnlyList<(Fact Fact, double Score)> Score(IFactLedger ledger, RecallQuery query, DateTimeOffset now)
    {
        var at = query.AsOf ?? ledger.Present(now);
        var known = query.AsOf is { } asOf ? ledger.AsOf(asOf, asOf) : ledger.Facts;
        if (known.Count == 0)
            return [];
        var request = dialogue.Recognise(query.Question, query.Now ?? at) is { Kind: MemoryRequestKind.Question } question ? question : null;
        var words = SearchTerms.Of(query.Question).ToHashSet(StringComparer.Ordinal);
        // What was known at a time is derived anew: the same fact, and another record.
        var archived = FactBudget.Split(ledger, now, budget.Value).Archived.Select(Period).ToHashSet();
        double Strength(Fact fact) => query.AsOf is { } then ? ledger.StrengthAsOf(fact, then) : ledger.Strength(fact, at);
        return [.. known.Select(fact => (Fact: fact, Score: Score(fact, Relevance(fact, request, words, archived.Contains(Period(fact))), Strength, at))).Where(scored => scored.Score > 0)
            .OrderByDescending(scored => scored.Score).ThenByDescending(scored => scored.Fact.RecordedAt)];
    }

    private static double Relevance(Fact fact, MemoryRequest? request, HashSet<string> words, bool isArchived)
    {
        if (request is not null && request.Asks(fact.Attribute) && (fact.Subject == request.Subject || fact.Subject.StartsWith(request.Subject + " ", StringComparison.Ordinal)))
            return Asked;
        if (words.Count == 0 || isArchived)
            return 0;
        var own = SearchTerms.Of($"{AttributeWords.Label(fact, "en")} {AttributeWords.Label(fact, "zh")} {fact.Value} {fact.Source.Quote}").ToHashSet(StringComparer.Ordinal);
        var share = (double)words.Count(own.Contains) / words.Count;
        return share < LeastShare ? 0 : share;
    }

    private static (string Id, DateTimeOffset? From) Period(Fact fact) => (fact.Id, fact.From);

    private static double Score(Fact fact, double relevance, Func<Fact, double> strength, DateTimeOffset at) => relevance <= 0 ? 0
        : Math.Round(relevance + (fact.HoldsAt(at) ? Holding : 0) + (Strongest / (1 + Math.Exp((Middle - strength(fact)) / Width))), 4);

    private static RecalledItem Item(Fact fact, double score, string language) =>
        new(RecalledItem.FactKind, MemoryWording.Item(fact, language), [.. fact.Origins.Select(origin => origin.EpisodeId).Distinct()], fact.From ?? fact.RecordedAt, fact.Until, fact.RecordedAt, score);
}
