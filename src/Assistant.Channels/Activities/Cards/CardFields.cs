using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.Agent.Asking;

namespace Assistant.Channels.Activities.Cards;

/// <summary>The fields of a form as a card's inputs, each by the kind of what is written into it; a client tells a person what is missing before anything is sent.</summary>
internal static class CardFields
{
    // As many stand open; more are a list that unfolds.
    private const int MostOpen = 4;
    private const int LongestText = 1_000;

    /// <param name="written">What it held when it was sent and not taken; null for nothing.</param>
    public static JsonObject Of(AskedField field, FieldWords words, string? written)
    {
        var input = new JsonObject { ["type"] = TypeOf(field.Kind), ["id"] = PressedReply.InputOf(field.Name), ["label"] = LabelOf(field, words) };
        if (written is { Length: > 0 })
            input["value"] = written;
        switch (field.Kind)
        {
            case AskedFieldKind.Toggle:
                // Left off it says no: it is never missing.
                (input["title"], input["valueOn"], input["valueOff"]) = (words.Yes, "true", "false");
                return input;
            case AskedFieldKind.Choice:
                input["style"] = field.Options.Count <= MostOpen ? "expanded" : "compact";
                input["choices"] = new JsonArray([.. field.Options.Select(option => new JsonObject { ["title"] = option, ["value"] = option })]);
                break;
            case AskedFieldKind.Number or AskedFieldKind.WholeNumber:
                if (field.Least is { } least)
                    input["min"] = least;
                if (field.Most is { } most)
                    input["max"] = most;
                break;
            case AskedFieldKind.DateAndTime:
                input["placeholder"] = "2027-03-14 14:30";
                break;
            case AskedFieldKind.Text:
                input["maxLength"] = LongestText;
                break;
        }
        (input["isRequired"], input["errorMessage"]) = (true, words.Missing(field));
        return input;
    }

    private static string LabelOf(AskedField field, FieldWords words) =>
        field.Kind is AskedFieldKind.Number or AskedFieldKind.WholeNumber && words.Hint(field) is { Length: > 0 } hint ? string.Create(CultureInfo.InvariantCulture, $"{field.Label} ({hint})") : field.Label;

    private static string TypeOf(AskedFieldKind kind) => kind switch
    {
        AskedFieldKind.Number or AskedFieldKind.WholeNumber => "Input.Number",
        AskedFieldKind.Date => "Input.Date",
        AskedFieldKind.Choice => "Input.ChoiceSet",
        AskedFieldKind.Toggle => "Input.Toggle",
        _ => "Input.Text",
    };
}
