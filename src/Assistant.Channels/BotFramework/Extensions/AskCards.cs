using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.Agent;
using Assistant.Channels.Activities.Cards;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>What stands in the dialog of "Ask Assistant": the question box, then the answer.</summary>
internal static class AskCards
{
    public const string QuestionField = "question";
    public const int LongestQuestion = 2_000;
    private const int LongestExcerpt = 300;
    private const int LongestAnswer = 8_000;
    private const int MostCitations = 20;

    /// <param name="note">Why it is shown again; null the first time.</param>
    public static JsonObject Form(AskedMessage message, ExtensionWords words, string? note) => Dialog(words, CardParts.Card(words.Question,
        [
            .. note is null ? Array.Empty<JsonNode>() : [CardParts.Note(note)],
            CardParts.Sentence(words.NameOf(null, message.At), subtle: true),
            CardParts.Words($"{(message.Author is { } author ? $"{author}: " : "")}{message.Excerpt(LongestExcerpt)}", italic: true),
            new JsonObject
            {
                ["type"] = "Input.Text", ["id"] = QuestionField, ["label"] = words.Question, ["placeholder"] = words.Placeholder, ["maxLength"] = LongestQuestion, ["isMultiline"] = true,
            },
        ],
        [new JsonObject { ["type"] = "Action.Submit", ["title"] = words.Ask }]));

    public static JsonObject Answered(string question, Answer answer, ExtensionWords words)
    {
        List<JsonNode> body = [CardParts.Words(question, italic: true), CardParts.Sentence(answer.Text.Shortened(LongestAnswer))];
        body.AddRange(answer.Citations.Take(MostCitations).Select(citation =>
            CardParts.Words(string.Create(CultureInfo.InvariantCulture, $"[{citation.N}] {citation.Source}: “{citation.Quote}”").Shortened(LongestExcerpt))));
        return Dialog(words, CardParts.Card(answer.Text.Shortened(LongestAnswer), body, []));
    }

    /// <summary>A sentence in place of an answer.</summary>
    public static JsonObject Message(string text) => new() { ["task"] = new JsonObject { ["type"] = "message", ["value"] = text } };

    private static JsonObject Dialog(ExtensionWords words, JsonObject card) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject
            {
                ["title"] = words.Title, ["height"] = "medium", ["width"] = "medium",
                ["card"] = new JsonObject { ["contentType"] = CardParts.ContentType, ["content"] = card },
            },
        },
    };
}
