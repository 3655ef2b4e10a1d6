using System.Text.Json.Nodes;
using Assistant.Channels.Activities.Cards;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What a long turn is doing, and how far it is: a card that is changed while it works. It has nothing to press.</summary>
internal static class ProgressCard
{
    private const int Whole = 100;

    public static JsonObject Of(TurnProgress progress, string language)
    {
        var sentence = ProgressWording.Sentence(progress, language);
        return CardParts.Card(sentence, Share(progress) is { } share ? [CardParts.Words(sentence), Bar(share)] : [CardParts.Words(sentence)], []);
    }

    /// <summary>What stays where the channel lets a message be changed and not taken back.</summary>
    public static JsonObject Done(string language) => CardParts.Card(DoneWords(language), [CardParts.Sentence(DoneWords(language), subtle: true)], []);

    public static string DoneWords(string language) => language == "zh" ? "已读完，回答如下。" : "Done reading. The answer is below.";

    /// <summary>Hundredths that are done; null where nobody knows.</summary>
    private static int? Share(TurnProgress progress) =>
        progress is { Done: { } done and >= 0, Total: { } total and > 0 } ? (int)Math.Clamp(done / total * Whole, 0, Whole) : null;

    /// <summary>Two columns by weight: Adaptive Cards 1.5 have no bar of their own.</summary>
    private static JsonObject Bar(int share) => new()
    {
        ["type"] = "ColumnSet",
        ["spacing"] = "Small",
        ["columns"] = new JsonArray([.. new[] { Column(share, "accent"), Column(Whole - share, "emphasis") }.OfType<JsonNode>()]),
    };

    private static JsonObject? Column(int weight, string style) => weight == 0 ? null : new()
    {
        ["type"] = "Column", ["width"] = weight, ["style"] = style, ["spacing"] = "None", ["minHeight"] = "6px", ["items"] = new JsonArray(),
    };
}
