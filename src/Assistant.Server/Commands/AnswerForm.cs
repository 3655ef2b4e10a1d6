using System.Text.Json;

namespace Assistant.Server.Commands;

/// <summary>What form an answer must have: a JSON schema. Choices are one too, whose answer, a JSON text, is written without its quotes.</summary>
internal sealed record AnswerForm(JsonElement Schema, bool IsChoice)
{
    /// <summary>Null when neither is given.</summary>
    /// <exception cref="CommandException">Both, or no choice that is a text.</exception>
    public static AnswerForm? Of(JsonElement? schema, string[]? choices)
    {
        if (schema is { ValueKind: JsonValueKind.Null })
            schema = null;
        if (schema is not null && choices is not null)
            throw new CommandException("Either a schema or choices, not both.");
        if (choices is null)
            return schema is { } given ? new(given, false) : null;
        if (choices.Length == 0 || choices.Any(string.IsNullOrEmpty))
            throw new CommandException("Choices must be texts that are not empty.");
        return new(JsonSerializer.SerializeToElement(new { type = "string", @enum = choices.Distinct() }), true);
    }

    /// <summary>The chosen text.</summary>
    /// <exception cref="CommandException">The model's server did not keep to the choices.</exception>
    public string Chosen(string answer)
    {
        try
        {
            var chosen = JsonSerializer.Deserialize<string>(answer);
            if (chosen is not null && Schema.GetProperty("enum").EnumerateArray().Any(choice => choice.ValueEquals(chosen)))
                return chosen;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new CommandException("The model answered with something that is none of the choices: its server does not keep to a schema.");
    }
}
