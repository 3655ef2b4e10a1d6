using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>The tokens of each app registration: one for the Bot Connector, and one for each other bot that may call it. In development mode there is none, and local clients take replies without.</summary>
internal sealed partial class ConnectorTokens : IConnectorTokens
{
    private readonly Dictionary<(string AppId, string? BotId), AppToken> _tokens = [];
    private readonly ILogger<ConnectorTokens> _logger;

    public ConnectorTokens(AppRegistrations apps, IMsalHttpClientFactory http, TimeProvider time, ILogger<ConnectorTokens> logger)
    {
        _logger = logger;
        foreach (var app in apps.All)
            foreach (var bot in app.AllowedCallers.Select(caller => caller.ToLowerInvariant()).Prepend(null))
                _tokens[(app.Id, bot)] = new AppToken(cancellationToken => RequestAsync(new(app, http, bot), app.Id, cancellationToken), time);
    }

    public async ValueTask<string?> GetAsync(string? appId, string? botId, CancellationToken cancellationToken) =>
        appId is null ? null : _tokens.TryGetValue((appId, botId), out var token) ? await token.GetAsync(cancellationToken) : throw new TokenUnavailableException("not_registered");

    public void Discard(string? appId, string? botId, string token)
    {
        if (appId is not null && _tokens.TryGetValue((appId, botId), out var held))
            held.Discard(token);
    }

    private async Task<IssuedToken> RequestAsync(TokenRequest request, string appId, CancellationToken cancellationToken)
    {
        try
        {
            return await request.SendAsync(cancellationToken);
        }
        catch (TokenUnavailableException e)
        {
            Log.Unavailable(_logger, appId, e.Code);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No token can be got for app {AppId}: {Code}. Replies wait once the last one has ended")]
        public static partial void Unavailable(ILogger logger, string appId, string code);
    }
}
