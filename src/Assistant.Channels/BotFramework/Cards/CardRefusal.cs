namespace Assistant.Channels.BotFramework.Cards;

/// <summary>An action of a card that is not done, with what the client is told (never the person: clients show a sentence of their own).</summary>
/// <param name="code">"BadRequest" or "NotSupported", as the protocol calls them.</param>
internal sealed class CardRefusal(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static CardRefusal BadRequest(string message) => new("BadRequest", message);

    public static CardRefusal NotSupported() => new("NotSupported", "This card has no such action.");
}
