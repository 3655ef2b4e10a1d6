using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Tokens;
using Assistant.Channels.BotFramework.Fetching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>Whom each of our tokens is for: the Bot Connector, or one other bot. Neither's is ever given to the other.</summary>
public sealed class ConnectorTokensTests : IAsyncLifetime
{
    private const string Stranger = "55555555-2222-3333-4444-555555555555";
    private OpenIdProvider _issuer = null!;
    private AppRegistrations _apps = null!;
    private TokenHttp _http = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ConnectorTokens Tokens => new(_apps, _http, TimeProvider.System, NullLogger<ConnectorTokens>.Instance);

    public async ValueTask InitializeAsync()
    {
        _issuer = await OpenIdProvider.StartAsync();
        // MSAL asks for some scopes of its own besides.
        _issuer.Issue = form => $"for {form["scope"].Split(' ').Single(scope => scope.EndsWith(AppRegistration.EverythingOf, StringComparison.Ordinal))}";
        var options = new BotFrameworkOptions { AppId = TokenWorld.App, AppPassword = "s", TokenEndpoint = _issuer.TokenEndpoint };
        options.AllowedCallers.Add(TokenWorld.OtherBot.ToUpperInvariant());
        _apps = new AppRegistrations(Options.Create(options));
        _http = new TokenHttp(new CheckedConnections(new SystemNetwork()), _apps);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(null, "for https://api.botframework.com/.default")]
    [InlineData(TokenWorld.OtherBot, $"for {TokenWorld.OtherBot}/.default")]
    public async Task Token_IsForWhomTheReplyGoesTo(string? botId, string token) => Assert.Equal(token, await Tokens.GetAsync(TokenWorld.App, botId, Cancelled));

    [Fact]
    public async Task Token_ThatOneDidNotTake_StaysTheOthers()
    {
        var tokens = Tokens;
        var connectors = (await tokens.GetAsync(TokenWorld.App, null, Cancelled))!;
        tokens.Discard(TokenWorld.App, TokenWorld.OtherBot, connectors);

        Assert.Equal(connectors, await tokens.GetAsync(TokenWorld.App, null, Cancelled));
        Assert.Single(_issuer.TokenRequests);
    }

    [Theory]
    [InlineData(TokenWorld.App, Stranger)]
    [InlineData(TokenWorld.OwnApp, null)]
    public async Task BotThatMayNotCall_AndAppThatIsNone_GetNoToken(string appId, string? botId)
    {
        await Assert.ThrowsAsync<TokenUnavailableException>(async () => await Tokens.GetAsync(appId, botId, Cancelled));

        Assert.Empty(_issuer.TokenRequests);
    }

    [Fact]
    public async Task DevelopmentMode_HasNone() => Assert.Null(await Tokens.GetAsync(null, null, Cancelled));
}
