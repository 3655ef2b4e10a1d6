using System.Text.Json;

namespace Assistant.Agent.Asking;

/// <summary>A card's button, as the value of the message that pressing it makes: {"asked":"ID of the question","reply":"1"}; the reply is the number of a choice, "yes" or "no".</summary>
public sealed record PressedReply(string Asked, string Reply)
{
    public const string YesReply = "yes";
    public const string NoReply = "no";
    private const int LongestReply = 16;

    /// <summary>The id of the message that a button makes: the same button pressed again is the same message.</summary>
    public string ActivityId => $"{ActivityPrefix(Asked)}{Reply}";

    /// <summary>What the ids of all messages begin with that a card's buttons make.</summary>
    public static string ActivityPrefix(string asked) => $"reply-{asked}-";

    public string ToJson() => JsonSerializer.Serialize(new Dictionary<string, string> { ["asked"] = Asked, ["reply"] = Reply });

    /// <summary>Null when the value is of something else: other cards' forms come the same way.</summary>
    public static PressedReply? Of(string? value)
    {
        if (value is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && Text(document.RootElement, "asked") is { Length: > 0 } asked && Text(document.RootElement, "reply") is { Length: > 0 and <= LongestReply } reply ? new(asked, reply) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
