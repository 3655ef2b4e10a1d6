using Assistant.Perception;
using Assistant.Tools.Search;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Files of long ago, with which no turn begins: looked through, within a bound, for the words of its question. Stateless and thread-safe.</summary>
internal sealed class OlderEvidence(IEvidenceStore evidence, IOptions<TurnOptions> options)
{
    private const int MostFound = 5;
    private const int MostWords = 64;

    /// <param name="ids">Newest first.</param>
    /// <param name="offered">What the person was asked to choose from: found whatever the words are.</param>
    public async Task<FoundEvidence> SearchAsync(ConversationKey conversation, IReadOnlyList<string> ids, IReadOnlySet<string> offered, string question, CancellationToken cancellationToken)
    {
        var words = SearchTerms.Of(question).Distinct().Take(MostWords).ToList();
        var named = await evidence.LoadAsync(conversation, [.. ids.Where(offered.Contains)], cancellationToken);
        ids = [.. ids.Where(id => !offered.Contains(id))];
        if (ids.Count == 0 || words.Count == 0)
            return new(named, ids.Count);
        var (found, searched, characters) = (new List<(Evidence Evidence, int Words)>(), 0, 0L);
        for (; searched < ids.Count && characters < options.Value.MaxOlderCharacters; searched++)
        {
            foreach (var read in await evidence.LoadAsync(conversation, [ids[searched]], cancellationToken))
            {
                List<string> texts = [read.Source, .. read.Blocks.Select(block => block.Text)];
                characters += texts.Sum(text => (long)text.Length);
                var has = texts.SelectMany(SearchTerms.Of).ToHashSet();
                // Half of the question's words: one alone ("total") is in every other file.
                if (words.Count(has.Contains) is var shared && shared * 2 >= words.Count)
                    found.Add((read, shared));
            }
        }
        // In their order again, as what is older stands further behind.
        return new([.. named, .. found.Index().OrderByDescending(each => each.Item.Words).ThenBy(each => each.Index).Take(MostFound).OrderBy(each => each.Index).Select(each => each.Item.Evidence)], ids.Count - searched);
    }
}

/// <param name="Evidence">Newest first.</param>
/// <param name="NotSearched">How many were too old to be looked through.</param>
internal sealed record FoundEvidence(IReadOnlyList<Evidence> Evidence, int NotSearched);
