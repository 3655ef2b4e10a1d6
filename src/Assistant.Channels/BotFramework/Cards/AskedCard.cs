using System.Text.Json.Nodes;
using Assistant.Agent.Asking;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What an answer asks back, as a card: a choice or an approval with its buttons, and what takes its place once it is settled.</summary>
internal static class AskedCard
{
    public const string Verb = "asked.reply";
    private const int LongestTitle = 80;

    /// <param name="isShared">Others see it: it names the person who is asked.</param>
    public static JsonObject Open(AskedBack asked, bool isShared)
    {
        List<JsonNode> body = [CardParts.Heading(asked.Title)];
        if (isShared && asked.PersonName is { Length: > 0 } name)
            body.Add(CardParts.Words(new AskedCardWords(asked.Language).For(name)));
        body.AddRange(asked.Choices.Where(choice => choice.Hint.Length > 0).Select(choice => CardParts.Row(CardParts.Words(choice.Label), CardParts.Words(choice.Hint, italic: true))));
        body.AddRange((asked.Call?.ReadableArguments() ?? []).Select(argument => CardParts.Row(CardParts.Words(argument.Name), CardParts.Words(argument.Value))));
        return CardParts.Card(new AskedCardWords(asked.Language).Fallback, body, asked.Kind == AskedKind.Choice
            ? asked.Choices.Select((choice, i) => Button(asked, CardParts.Cut(choice.Label, LongestTitle), NumberOf(i)))
            : [Button(asked, asked.Yes, PressedReply.YesReply, asked.Kind is AskedKind.Erasure or AskedKind.ForgetEverything ? "destructive" : "positive"), Button(asked, asked.No, PressedReply.NoReply)]);
    }

    /// <summary>Without buttons: what was asked, and what became of it.</summary>
    /// <param name="outcome">A sentence of ours.</param>
    public static JsonObject Settled(AskedBack asked, string outcome) =>
        CardParts.Card(outcome, [CardParts.Heading(asked.Title), CardParts.Words(outcome)], []);

    /// <summary>For a question of which nothing is known any more.</summary>
    public static JsonObject Closed(string outcome) => CardParts.Card(outcome, [CardParts.Words(outcome)], []);

    public static string NumberOf(int choice) => (choice + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Button(AskedBack asked, string title, string reply, string? style = null) =>
        CardParts.Execute(title, Verb, new JsonObject { ["asked"] = asked.Id, ["reply"] = reply, ["language"] = asked.Language }, style);
}
