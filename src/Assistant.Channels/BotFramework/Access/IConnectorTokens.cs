namespace Assistant.Channels.BotFramework.Access;

/// <summary>The tokens that our requests to the connector and to other bots carry: each for one of them, and of no use to the others.</summary>
internal interface IConnectorTokens
{
    /// <summary>The bearer token of an app registration, for an address that has been found on the allow-list; null when none is sent (development mode).</summary>
    /// <param name="botId">The app id of the other bot that it is for; null for the Bot Connector.</param>
    /// <exception cref="TokenUnavailableException">None can be got at present, or that bot may not call the app any more.</exception>
    ValueTask<string?> GetAsync(string? appId, string? botId, CancellationToken cancellationToken);

    /// <summary>It was not taken: it is not given out again.</summary>
    void Discard(string? appId, string? botId, string token);
}

/// <summary>The issuer of tokens cannot be reached, or says no.</summary>
/// <param name="code">Its error code: "invalid_client"; never a secret.</param>
internal sealed class TokenUnavailableException(string code, Exception? inner = null) : Exception($"No token can be got: {code}.", inner)
{
    public string Code { get; } = code;
}
