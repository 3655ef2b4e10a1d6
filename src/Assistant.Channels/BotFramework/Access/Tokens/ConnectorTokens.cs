using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>The token of each app registration. In development mode there is none, and local clients take replies without.</summary>
internal sealed partial class ConnectorTokens : IConnectorTokens
{
    private readonly Dictionary<string, AppToken> _tokens;
    private readonly ILogger<ConnectorTokens> _logger;

    public ConnectorTokens(AppRegistrations apps, IMsalHttpClientFactory http, TimeProvider time, ILogger<ConnectorTokens> logger)
    {
        _logger = logger;
        _tokens = apps.All.ToDictionary(app => app.Id, app => new AppToken(cancellationToken => RequestAsync(app, http, cancellationToken), time), StringComparer.OrdinalIgnoreCase);
    }

    public async ValueTask<string?> GetAsync(string? appId, CancellationToken cancellationToken) =>
        appId is not null && _tokens.TryGetValue(appId, out var token) ? await token.GetAsync(cancellationToken) : null;

    public void Discard(string? appId, string token)
    {
        if (appId is not null && _tokens.TryGetValue(appId, out var held))
            held.Discard(token);
    }

    private async Task<IssuedToken> RequestAsync(AppRegistration app, IMsalHttpClientFactory http, CancellationToken cancellationToken)
    {
        try
        {
            return await new TokenRequest(app, http).SendAsync(cancellationToken);
        }
        catch (TokenUnavailableException e)
        {
            Log.Unavailable(_logger, app.Id, e.Code);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No token can be got for app {AppId}: {Code}. Replies wait once the last one has ended")]
        public static partial void Unavailable(ILogger logger, string appId, string code);
    }
}
