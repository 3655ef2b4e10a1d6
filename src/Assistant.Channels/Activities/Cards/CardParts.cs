using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assistant.Channels.Activities.Cards;

/// <summary>Elements of an Adaptive Card 1.5. What a person wrote stands in runs of text, in which a client reads no markdown.</summary>
internal static class CardParts
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <param name="fallback">What a client shows that knows no such card.</param>
    public static JsonObject Card(string fallback, IEnumerable<JsonNode> body, IEnumerable<JsonNode> actions) => new()
    {
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["fallbackText"] = fallback,
        ["body"] = new JsonArray([.. body]),
        ["actions"] = new JsonArray([.. actions]),
    };

    /// <summary>As an attachment of a message.</summary>
    public static WireAttachment Attachment(JsonObject card)
    {
        using var parsed = JsonDocument.Parse(card.ToJsonString());
        return new(ContentType, null, null) { Content = parsed.RootElement.Clone() };
    }

    public static JsonObject Heading(string text) => new() { ["type"] = "TextBlock", ["text"] = text, ["size"] = "Medium", ["weight"] = "Bolder", ["wrap"] = true, ["style"] = "heading" };

    /// <summary>A sentence of ours.</summary>
    public static JsonObject Sentence(string text, bool subtle = false) => new() { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true, ["isSubtle"] = subtle };

    /// <summary>What has just been done, or why it could not be.</summary>
    public static JsonObject Note(string text) => new() { ["type"] = "Container", ["style"] = "emphasis", ["items"] = new JsonArray(Sentence(text)) };

    /// <summary>What is wrong with what was written; it may repeat that, so it stands in a run of text.</summary>
    public static JsonNode Problem(string text) => new JsonObject
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text, ["color"] = "Attention", ["weight"] = "Bolder" }),
    };

    /// <summary>Words that are not ours.</summary>
    public static JsonObject Words(string text, bool italic = false) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text, ["italic"] = italic }),
    };

    public static JsonObject Row(JsonNode left, JsonNode right) => new()
    {
        ["type"] = "ColumnSet",
        ["columns"] = new JsonArray(
            new JsonObject { ["type"] = "Column", ["width"] = "stretch", ["verticalContentAlignment"] = "Center", ["items"] = new JsonArray(left) },
            new JsonObject { ["type"] = "Column", ["width"] = "auto", ["items"] = new JsonArray(right) }),
    };

    public static JsonObject Buttons(params JsonNode[] actions) => new() { ["type"] = "ActionSet", ["actions"] = new JsonArray(actions) };

    /// <summary>A button whose verb comes back as an invoke, which is answered with the card that takes this one's place.</summary>
    /// <param name="takesInput">It brings what was written into the card's fields.</param>
    public static JsonObject Execute(string title, string verb, JsonObject data, string? style = null, bool takesInput = false)
    {
        var action = Action("Action.Execute", title, data, style, takesInput);
        action["verb"] = verb;
        return action;
    }

    /// <summary>A button whose data, with what was written into the card's fields, comes back as the value of a message.</summary>
    public static JsonObject Submit(string title, JsonObject data, string? style = null, bool takesInput = false) => Action("Action.Submit", title, data, style, takesInput);

    private static JsonObject Action(string type, string title, JsonObject data, string? style, bool takesInput)
    {
        var action = new JsonObject { ["type"] = type, ["title"] = title, ["data"] = data, ["associatedInputs"] = takesInput ? "auto" : "none" };
        if (style is not null)
            action["style"] = style;
        return action;
    }
}
