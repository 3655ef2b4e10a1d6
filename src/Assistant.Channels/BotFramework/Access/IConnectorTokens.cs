namespace Assistant.Channels.BotFramework.Access;

/// <summary>The tokens that our requests to the connector carry.</summary>
internal interface IConnectorTokens
{
    /// <summary>The bearer token for an address that is on the allow-list; null when none is sent (development mode).</summary>
    ValueTask<string?> GetAsync(Uri serviceUrl, CancellationToken cancellationToken);
}

/// <summary>Development mode: local clients take replies without a token.</summary>
internal sealed class NoConnectorTokens : IConnectorTokens
{
    public ValueTask<string?> GetAsync(Uri serviceUrl, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
