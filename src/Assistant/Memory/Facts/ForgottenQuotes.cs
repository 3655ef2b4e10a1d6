namespace Assistant.Memory.Facts;

/// <summary>
/// Of a sentence that several statements were drawn from each keeps all the words. When one of them is forgotten, the words of the others lose its value; all of them go where it does not stand there as it was kept.
/// A value that nobody says by chance goes from the words of every statement.
/// </summary>
internal static class ForgottenQuotes
{
    /// <summary>The statements whose words change, each with what takes its place.</summary>
    public static IReadOnlyList<(KeptStatement Kept, KeptStatement Cut)> Of(IEnumerable<KeptStatement> staying, IReadOnlyCollection<KeptStatement> gone)
    {
        var ofSentence = gone.ToLookup(Sentence, kept => kept.Statement);
        List<string> distinctive = [.. gone.SelectMany(kept => Names(kept.Statement)).Where(ValueInText.IsDistinctive).Distinct(StringComparer.OrdinalIgnoreCase)];
        return [.. staying.Select(kept => (Kept: kept, Cut: kept with { Statement = kept.Statement with { Quote = Cut(kept.Statement.Quote, ofSentence[Sentence(kept)], distinctive) } }))
            .Where(each => each.Kept.Statement.Quote != each.Cut.Statement.Quote)];
    }

    private static (string Episode, string Quote) Sentence(KeptStatement kept) => (kept.EpisodeId, kept.Statement.Quote);

    private static string Cut(string quote, IEnumerable<Statement> ofSentence, List<string> distinctive)
    {
        var left = quote;
        // The longest first: a part of it would leave its rest.
        foreach (var name in ofSentence.SelectMany(Names).OrderByDescending(name => name.Length))
            left = ValueInText.Without(left, name) ?? (ValueInText.IsAnyIn(quote, [name]) ? left : ValueInText.Gone);
        return distinctive.Aggregate(left, (words, name) => ValueInText.Without(words, name) ?? words);
    }

    /// <summary>By what it can be told: its value, and the number of what it is of ("order 12077").</summary>
    private static IEnumerable<string> Names(Statement statement) =>
        new[] { statement.Value, statement.Attribute.Split(' ', 2) is [_, var number] && number.Any(char.IsDigit) ? number : "" }.Where(name => name.Length > 0);
}
