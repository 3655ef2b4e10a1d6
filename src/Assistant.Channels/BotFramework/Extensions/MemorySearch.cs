using System.Text.Json.Nodes;
using Assistant.Channels.Activities.Cards;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Text;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>
/// Searches what is remembered of the person who asks, facts before what was said and read, newest first, and answers with cards that they may put into a message. Nobody sees them before they do.
/// </summary>
internal sealed class MemorySearch(IPersonalFacts facts, ILongTermMemory episodes, IMemoryDialogue dialogue, IOptions<LongTermMemoryOptions> options)
{
    private const int LongestTitle = 80;
    private const int LongestText = 1_000;

    /// <returns>What composeExtension/query is answered with.</returns>
    public async Task<JsonObject> FindAsync(ContentOwner person, SearchRequest asked, string language, CancellationToken cancellationToken)
    {
        var words = new ExtensionWords(language);
        if (!options.Value.Enabled)
            return Message(words.SwitchedOff);
        var known = (await facts.OpenAsync(person, cancellationToken)).Facts.Reverse().DistinctBy(fact => fact.Id)
            .Select(fact => (Text: dialogue.Describe(fact, language), Fact: fact))
            .Where(each => $"{each.Text}\n{each.Fact.Source.Quote}".Contains(asked.Text, StringComparison.OrdinalIgnoreCase)).ToList();
        List<JsonNode> found = [.. known.Skip(asked.Skip).Take(asked.Count).Select(each => Item(each.Text, $"{words.Fact}, {words.Day(each.Fact.Source.SaidAt)}"))];
        if (found.Count < asked.Count)
        {
            var more = await episodes.NewestAsync(person, asked.Text.Length == 0 ? null : asked.Text, Math.Max(0, asked.Skip - known.Count), asked.Count - found.Count, cancellationToken);
            found.AddRange(more.Select(episode => Item(episode.Text, $"{words.SourceOf(episode.Source)}, {words.Day(episode.At)}")));
        }
        return found.Count == 0 ? Message(words.NothingFound) : Result(found);
    }

    private static JsonObject Item(string text, string from) => new()
    {
        ["contentType"] = CardParts.ContentType,
        ["content"] = CardParts.Card(text.Shortened(LongestText), [CardParts.Words(text.Shortened(LongestText)), CardParts.Sentence(from, subtle: true)], []),
        ["preview"] = new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.thumbnail",
            ["content"] = new JsonObject { ["title"] = text.Shortened(LongestTitle), ["text"] = from },
        },
    };

    private static JsonObject Result(List<JsonNode> found) => new()
    {
        ["composeExtension"] = new JsonObject { ["type"] = "result", ["attachmentLayout"] = "list", ["attachments"] = new JsonArray([.. found]) },
    };

    private static JsonObject Message(string text) => new() { ["composeExtension"] = new JsonObject { ["type"] = "message", ["text"] = text } };
}
