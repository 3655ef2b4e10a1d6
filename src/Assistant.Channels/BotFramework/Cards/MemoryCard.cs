using System.Text.Json.Nodes;
using Assistant.Channels.Activities.Cards;
using Assistant.Memory.Facts;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What is remembered of a person as a card: a list, one fact with its words, and the question before everything is forgotten.</summary>
internal sealed class MemoryCard(MemoryCardWords words)
{
    public const string List = "memory.list";
    public const string Fact = "memory.fact";
    public const string Correct = "memory.correct";
    public const string Forget = "memory.forget";
    public const string Pause = "memory.pause";
    public const string Resume = "memory.resume";
    public const string AskEverything = "memory.everything";
    public const string ForgetEverything = "memory.everything.forget";
    public const string ValueField = "value";
    public const int LongestValue = 300;
    public const int FactsOnAPage = 8;
    private const int MostOrigins = 5;

    /// <param name="facts">Id and description, in the order of the list.</param>
    /// <param name="page">From 0; beyond the end it is the last.</param>
    /// <param name="note">What was just done; null for nothing.</param>
    public JsonObject ListOf(IReadOnlyList<(string Id, string Text)> facts, bool paused, int page, string? note)
    {
        var last = Math.Max(0, (facts.Count - 1) / FactsOnAPage);
        page = Math.Min(page, last);
        var first = page * FactsOnAPage;
        List<JsonNode> body = [CardParts.Heading(words.Heading), .. Noted(note)];
        if (paused)
            body.Add(CardParts.Sentence(words.IsPaused, subtle: true));
        if (facts.Count == 0)
            body.Add(CardParts.Sentence(words.Nothing));
        body.AddRange(facts.Skip(first).Take(FactsOnAPage).Select(fact =>
            CardParts.Row(CardParts.Words(fact.Text.Shortened(LongestValue)), CardParts.Buttons(CardParts.Execute(words.Details, Fact, Data(page, fact.Id))))));
        if (last > 0)
            body.Add(CardParts.Sentence(words.Range(first + 1, Math.Min(first + FactsOnAPage, facts.Count), facts.Count), subtle: true));

        List<JsonNode> actions = [];
        if (page > 0)
            actions.Add(CardParts.Execute(words.Previous, List, Data(page - 1)));
        if (page < last)
            actions.Add(CardParts.Execute(words.Next, List, Data(page + 1)));
        actions.Add(paused ? CardParts.Execute(words.Resume, Resume, Data(page)) : CardParts.Execute(words.Pause, Pause, Data(page)));
        // Also without a fact: conversations are remembered besides.
        actions.Add(CardParts.Execute(words.ForgetEverything, AskEverything, Data(page)));
        return CardParts.Card(words.Fallback, body, actions);
    }

    /// <param name="description">As in the list.</param>
    /// <param name="origins">The words that it comes from, newest first.</param>
    public JsonObject Detail(string id, string description, IReadOnlyList<FactOrigin> origins, int page, string? note)
    {
        List<JsonNode> body = [CardParts.Heading(words.Heading), .. Noted(note), CardParts.Words(description.Shortened(LongestValue)), CardParts.Sentence(words.Why, subtle: true)];
        foreach (var origin in origins.Take(MostOrigins))
        {
            body.Add(CardParts.Words($"“{origin.Quote}”".Shortened(LongestValue), italic: true));
            body.Add(CardParts.Sentence(origin.IsCorrection ? $"{words.Day(origin.SaidAt)}, {words.Entered}" : words.Day(origin.SaidAt), subtle: true));
        }
        body.Add(new JsonObject { ["type"] = "Input.Text", ["id"] = ValueField, ["label"] = words.Instead, ["maxLength"] = LongestValue });
        return CardParts.Card(words.Fallback, body,
        [
            CardParts.Execute(words.Correct, Correct, Data(page, id), "positive", takesInput: true),
            CardParts.Execute(words.Forget, Forget, Data(page, id), "destructive"),
            CardParts.Execute(words.Back, List, Data(page)),
        ]);
    }

    public JsonObject Confirmation(int page) => CardParts.Card(words.Fallback,
        [CardParts.Heading(words.Heading), CardParts.Sentence(words.ReallyEverything)],
        [CardParts.Execute(words.YesEverything, ForgetEverything, Data(page), "destructive"), CardParts.Execute(words.Back, List, Data(page))]);

    /// <summary>Where people are not remembered: nothing to press.</summary>
    public JsonObject SwitchedOff() => CardParts.Card(words.Fallback, [CardParts.Heading(words.Heading), CardParts.Sentence(words.SwitchedOff)], []);

    private static IEnumerable<JsonNode> Noted(string? note) => note is null ? [] : [CardParts.Note(note)];

    /// <summary>Comes back with the press. A fact's id alone finds nothing of anybody else's.</summary>
    private JsonObject Data(int page, string? fact = null)
    {
        var data = new JsonObject { ["language"] = words.Language, ["page"] = page };
        if (fact is not null)
            data["fact"] = fact;
        return data;
    }
}
