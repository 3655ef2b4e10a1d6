namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <param name="Expires">By this machine's clock.</param>
internal sealed record IssuedToken(string Value, DateTimeOffset Expires);
