namespace Assistant.Channels.BotFramework.Access;

/// <summary>The tokens that our requests to the connector carry.</summary>
internal interface IConnectorTokens
{
    /// <summary>The bearer token of an app registration, for an address that has been found on the allow-list; null when none is sent (development mode).</summary>
    /// <exception cref="TokenUnavailableException">None can be got at present.</exception>
    ValueTask<string?> GetAsync(string? appId, CancellationToken cancellationToken);

    /// <summary>The connector did not take this token: it is not given out again.</summary>
    void Discard(string? appId, string token);
}

/// <summary>The issuer of tokens cannot be reached, or says no.</summary>
/// <param name="code">Its error code: "invalid_client"; never a secret.</param>
internal sealed class TokenUnavailableException(string code, Exception? inner = null) : Exception($"No token can be got: {code}.", inner)
{
    public string Code { get; } = code;
}
