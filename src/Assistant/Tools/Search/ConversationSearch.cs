using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Tools.Search;

/// <summary>Finds words in what was said and read in one conversation; it is given nothing else to look at. Stateless.</summary>
public static class ConversationSearch
{
    private const int MaxBlocks = 20_000;

    /// <summary>Best first; empty when no word is shared.</summary>
    public static IReadOnlyList<ConversationHit> Find(string query, IReadOnlyList<Evidence> evidence, IReadOnlyList<RememberedTurn> turns, int limit)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(turns);
        var index = new LexicalIndex();
        var places = new List<ConversationHit>();
        foreach (var item in evidence)
        {
            foreach (var block in item.Blocks.Take(MaxBlocks - places.Count))
            {
                index.Add(block.Text);
                places.Add(new(block.Text, item.Source, 0) { Evidence = item, Block = block });
            }
        }
        foreach (var turn in turns)
        {
            index.Add(turn.Question + "\n" + turn.Answer);
            places.Add(new(turn.Answer, turn.Question, 0) { Turn = turn });
        }
        var scores = index.Score(query);
        return [.. scores.Index().Where(scored => scored.Item > 0).OrderByDescending(scored => scored.Item).Take(limit).Select(scored => places[scored.Index] with { Score = scored.Item })];
    }
}

/// <param name="Text">The block, or the answer of an earlier turn.</param>
/// <param name="Source">File name, or the question of that turn.</param>
public sealed record ConversationHit(string Text, string Source, double Score)
{
    public Evidence? Evidence { get; init; }
    public EvidenceBlock? Block { get; init; }
    public RememberedTurn? Turn { get; init; }
}
