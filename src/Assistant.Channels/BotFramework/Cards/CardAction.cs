using System.Text.Json;
using Assistant.Agent.Asking;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.Http;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>
/// A button of a card, as the invoke adaptiveCard/action says it: {"action":{"type":"Action.Execute","verb":"…","data":{…}},"trigger":"manual"}.
/// Whoever presses it is who the activity says, never what the data says: that went through the client and may be anything.
/// </summary>
internal sealed record CardAction(string Verb, string? Language, string? Fact, string? Value, int Page)
{
    /// <summary>The question that a card asks back, and which of its buttons it was.</summary>
    public string? Asked { get; init; }

    public string? Reply { get; init; }

    /// <summary>What was written into its form, by the names of the fields.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = s_none;

    private static readonly Dictionary<string, string> s_none = [];
    private const int LongestId = 256;
    private const int LongestReply = 16;
    private const int LastPage = 10_000;

    /// <exception cref="CardRefusal">What is wrong with it.</exception>
    public static CardAction Read(string? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value ?? "null", new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : throw CardRefusal.BadRequest("value must be an object.");
        }
        catch (JsonException)
        {
            throw CardRefusal.BadRequest("value is not valid JSON.");
        }
        catch (Refusal refusal)
        {
            // A field of the wrong kind, or endless.
            throw CardRefusal.BadRequest(refusal.Message);
        }
    }

    private static CardAction Read(JsonElement value)
    {
        var action = ActivityFields.Object(value, "action") ?? throw CardRefusal.BadRequest("value.action is missing.");
        if (ActivityFields.String(action, "type") != "Action.Execute")
            throw CardRefusal.BadRequest("value.action.type must be Action.Execute.");
        var verb = ActivityFields.String(action, "verb");
        if (string.IsNullOrWhiteSpace(verb))
            throw CardRefusal.BadRequest("value.action.verb is missing.");
        if (ActivityFields.Object(action, "data") is not { } data)
            return new(verb, null, null, null, 0);
        return new(
            verb, ActivityFields.String(data, "language"), ActivityFields.String(data, "fact", LongestId),
            // Counted where it is used: too long is for the person to put right, not for the client.
            ActivityFields.String(data, "value", ActivityFields.LongestData), PageOf(data))
        {
            Asked = ActivityFields.String(data, "asked", LongestId),
            Reply = ActivityFields.String(data, "reply", LongestReply),
            Fields = PressedReply.FieldsIn(data) is { Count: > 0 } fields ? fields : s_none,
        };
    }

    private static int PageOf(JsonElement data)
    {
        if (!data.TryGetProperty("page", out var page) || page.ValueKind == JsonValueKind.Null)
            return 0;
        return page.ValueKind == JsonValueKind.Number && page.TryGetInt32(out var number) && number is >= 0 and <= LastPage ? number : throw CardRefusal.BadRequest("page must be a number of a page.");
    }
}
