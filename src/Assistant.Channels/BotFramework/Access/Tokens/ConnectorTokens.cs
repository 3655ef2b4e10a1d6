using Microsoft.Identity.Client;

namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>The token of each app registration. In development mode there is none, and local clients take replies without.</summary>
internal sealed class ConnectorTokens(AppRegistrations apps, IMsalHttpClientFactory http, TimeProvider time) : IConnectorTokens
{
    private readonly Dictionary<string, AppToken> _tokens = apps.All.ToDictionary(app => app.Id, app => new AppToken(new TokenRequest(app, http).SendAsync, time), StringComparer.OrdinalIgnoreCase);

    public async ValueTask<string?> GetAsync(string? appId, CancellationToken cancellationToken) =>
        appId is not null && _tokens.TryGetValue(appId, out var token) ? await token.GetAsync(cancellationToken) : null;

    public void Discard(string? appId, string token)
    {
        if (appId is not null && _tokens.TryGetValue(appId, out var held))
            held.Discard(token);
    }
}
