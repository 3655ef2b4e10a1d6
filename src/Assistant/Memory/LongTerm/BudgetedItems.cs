namespace Assistant.Memory.LongTerm;

/// <summary>Takes the best items while the budget of tokens lasts; a long one that does not fit is passed over for shorter ones.</summary>
internal static class BudgetedItems
{
    public static IReadOnlyList<RecalledItem> Take(MemoryIndex index, ReadOnlySpan<float> scores, int tokens)
    {
        var taken = new List<RecalledItem>();
        foreach (var item in BestItems.Of(scores, (tokens / RecallQuery.TokensAnItem) + 1))
        {
            var episode = index.Read(item);
            var cost = Tokens(episode.Text);
            if (cost > tokens)
                continue;
            tokens -= cost;
            taken.Add(new(RecalledItem.EpisodeKind, episode.Text, [episode.Id], episode.At, null, DateTimeOffset.FromUnixTimeMilliseconds(index[item].RecordedAt), Math.Round(scores[item], 4))
            {
                Speaker = episode.Speaker,
                Conversation = episode.Conversation,
                Source = episode.Source,
            });
        }
        return taken;
    }

    public static int Tokens(string text) => ((text.Length + RecallQuery.CharactersAToken - 1) / RecallQuery.CharactersAToken) + RecallQuery.TokensAnItem;
}
