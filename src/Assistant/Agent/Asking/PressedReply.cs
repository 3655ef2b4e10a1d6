using System.Text.Json;

namespace Assistant.Agent.Asking;

/// <summary>
/// A card's button, as the value of the message that pressing it makes: {"asked":"ID of the question","reply":"1"}; the reply is the number of a choice, "yes" or "no", or "fill" for a form,
/// whose fields stand beside it: "field.NAME":"what was written".
/// </summary>
public sealed record PressedReply(string Asked, string Reply)
{
    public const string YesReply = "yes";
    public const string NoReply = "no";
    public const string FillReply = "fill";
    private const string FieldPrefix = "field.";
    private const int LongestReply = 16;

    /// <summary>What was written into a form, by the names of its fields; one that was left empty may be absent.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of the message that a button makes: the same button pressed again is the same message.</summary>
    public string ActivityId => $"{ActivityPrefix(Asked)}{Reply}";

    /// <summary>What the ids of all messages begin with that a card's buttons make.</summary>
    public static string ActivityPrefix(string asked) => $"reply-{asked}-";

    public string ToJson() => JsonSerializer.Serialize(new Dictionary<string, string>(Fields.Select(field => KeyValuePair.Create(InputOf(field.Key), field.Value))) { ["asked"] = Asked, ["reply"] = Reply });

    /// <summary>The id of a field's input on a card.</summary>
    public static string InputOf(string field) => FieldPrefix + field;

    /// <summary>A card's inputs, as they come beside the data of the button that was pressed: text, a number, or true and false. What is too long is cut, and so still too long.</summary>
    public static IReadOnlyDictionary<string, string> FieldsIn(JsonElement data)
    {
        var fields = new Dictionary<string, string>();
        foreach (var input in data.EnumerateObject().Where(each => each.Name.StartsWith(FieldPrefix, StringComparison.Ordinal)))
        {
            var written = input.Value.ValueKind switch
            {
                JsonValueKind.String => input.Value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => input.Value.GetRawText(),
                _ => "",
            };
            fields[input.Name[FieldPrefix.Length..]] = written.Length <= FieldValue.LongestText ? written : written[..(FieldValue.LongestText + 1)];
        }
        return fields;
    }

    /// <summary>Null when the value is of something else: other cards' forms come the same way.</summary>
    public static PressedReply? Of(string? value)
    {
        if (value is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && Text(document.RootElement, "asked") is { Length: > 0 } asked && Text(document.RootElement, "reply") is { Length: > 0 and <= LongestReply } reply
                ? new(asked, reply) { Fields = FieldsIn(document.RootElement) }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
