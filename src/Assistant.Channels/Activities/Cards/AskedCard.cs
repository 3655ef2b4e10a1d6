using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.Agent.Asking;
using Assistant.Text;

namespace Assistant.Channels.Activities.Cards;

/// <summary>What an answer asks back, as a card: a choice, an approval or a form with its buttons, and what takes its place once it is settled. It says all of the question: no text stands beside it.</summary>
internal static class AskedCard
{
    public const string Verb = "asked.reply";
    private const int LongestTitle = 80;

    /// <param name="isShared">Others see it: it names the person who is asked.</param>
    /// <param name="written">A form that was sent and not taken, with what it held; null before that.</param>
    /// <param name="problems">What was wrong with it.</param>
    public static JsonObject Open(AskedBack asked, bool isShared, PressedReply? written = null, IReadOnlyList<string>? problems = null)
    {
        var words = new AskedCardWords(asked.Language);
        List<JsonNode> body = [CardParts.Heading(asked.Title)];
        if (isShared && asked.PersonName is { Length: > 0 } name)
            body.Add(CardParts.Words(words.For(name)));
        body.AddRange((problems ?? []).Select(CardParts.Problem));
        body.AddRange(asked.Choices.Where(choice => choice.Hint.Length > 0).Select(choice => CardParts.Row(CardParts.Words(choice.Label), CardParts.Words(choice.Hint, italic: true))));
        body.AddRange(Arguments(asked));
        body.AddRange(Fields(asked, written));
        if (asked.Note is { Length: > 0 } note)
            body.Add(CardParts.Sentence(note, subtle: true));
        return CardParts.Card(words.Fallback(asked), body, Buttons(asked));
    }

    /// <summary>A form for clients that send what was written into it as a message's value, and show the answer's text above it.</summary>
    public static JsonObject Form(AskedBack asked) => CardParts.Card(new AskedCardWords(asked.Language).Fallback(asked), [.. Arguments(asked), .. Fields(asked, null)],
    [
        CardParts.Submit(asked.Yes, Data(asked, PressedReply.FillReply), "positive", takesInput: true),
        CardParts.Submit(asked.No, Data(asked, PressedReply.NoReply)),
    ]);

    /// <summary>Without buttons: what was asked, and what became of it.</summary>
    /// <param name="outcome">A sentence of ours.</param>
    public static JsonObject Settled(AskedBack asked, string outcome) =>
        CardParts.Card(outcome, [CardParts.Heading(asked.Title), .. outcome.Split('\n').Select(line => CardParts.Words(line))], []);

    /// <summary>For a question of which nothing is known any more.</summary>
    public static JsonObject Closed(string outcome) => CardParts.Card(outcome, [CardParts.Words(outcome)], []);

    public static string NumberOf(int choice) => (choice + 1).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Buttons(AskedBack asked) => asked.Kind switch
    {
        AskedKind.Choice => asked.Choices.Select((choice, i) => Button(asked, choice.Label.Shortened(LongestTitle), NumberOf(i))),
        AskedKind.Form => [CardParts.Execute(asked.Yes, Verb, Data(asked, PressedReply.FillReply), "positive", takesInput: true), Button(asked, asked.No, PressedReply.NoReply)],
        _ => [Button(asked, asked.Yes, PressedReply.YesReply, asked.Kind is AskedKind.Erasure or AskedKind.ForgetEverything ? "destructive" : "positive"), Button(asked, asked.No, PressedReply.NoReply)],
    };

    /// <summary>Those that the call has already.</summary>
    private static IEnumerable<JsonNode> Arguments(AskedBack asked) =>
        (asked.Call?.ReadableArguments() ?? []).Select(argument => CardParts.Row(CardParts.Words(argument.Name), CardParts.Words(argument.Value)));

    private static IEnumerable<JsonNode> Fields(AskedBack asked, PressedReply? written)
    {
        var words = new FieldWords(asked.Language);
        return asked.Kind == AskedKind.Form ? asked.Call!.Missing.Select(field => CardFields.Of(field, words, written?.Fields.GetValueOrDefault(field.Name))) : [];
    }

    private static JsonObject Button(AskedBack asked, string title, string reply, string? style = null) => CardParts.Execute(title, Verb, Data(asked, reply), style);

    private static JsonObject Data(AskedBack asked, string reply) => new() { ["asked"] = asked.Id, ["reply"] = reply, ["language"] = asked.Language };
}
