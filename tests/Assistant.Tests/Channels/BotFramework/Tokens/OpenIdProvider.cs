using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>What Microsoft's clouds are to a bot, on loopback: OpenID metadata and keys of the Bot Connector and of Entra, and the place where bots get their tokens. It can roll its keys over, and fail.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ChannelPath = "/v1/.well-known/openidconfiguration";
    public const string EntraPath = "/common/v2.0/.well-known/openid-configuration";
    public const string TokenPath = "/botframework.com/oauth2/v2.0/token";

    private readonly WebApplication _app;
    private int _keyReads;

    private OpenIdProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();
    public string ChannelMetadata => Address + ChannelPath;
    public string EntraMetadata => Address + EntraPath;
    public string TokenEndpoint => Address + TokenPath;

    public ConcurrentDictionary<string, ProviderKey> ChannelKeys { get; } = new();
    public ConcurrentDictionary<string, ProviderKey> EntraKeys { get; } = new();

    /// <summary>Everything is answered with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Where the metadata says that the keys are, in place of the truth.</summary>
    public string? KeysElsewhere { get; set; }

    /// <summary>How often the Bot Connector's keys were read.</summary>
    public int KeyReads => Volatile.Read(ref _keyReads);

    /// <summary>The forms that bots sent to get a token.</summary>
    public ConcurrentQueue<Dictionary<string, string>> TokenRequests { get; } = new();

    /// <summary>The token for a form; null: 401 invalid_client.</summary>
    public Func<Dictionary<string, string>, string?> Issue { get; set; } = _ => $"issued-{RandomNumberGenerator.GetHexString(8)}";

    public TimeSpan TokensLive { get; set; } = TimeSpan.FromHours(1);

    /// <param name="port">0 takes a free one.</param>
    public static async Task<OpenIdProvider> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var provider = new OpenIdProvider(builder.Build());
        var app = provider._app;
        app.Use((context, next) =>
        {
            if (!provider.IsDown)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapGet(ChannelPath, () => Results.Text(provider.Metadata("https://api.botframework.com", "/v1/.well-known/keys"), "application/json"));
        app.MapGet("/v1/.well-known/keys", () =>
        {
            Interlocked.Increment(ref provider._keyReads);
            return Results.Text(Keys(provider.ChannelKeys), "application/json");
        });
        app.MapGet(EntraPath, () => Results.Text(provider.Metadata("https://login.microsoftonline.com/{tenantid}/v2.0", "/common/discovery/v2.0/keys"), "application/json"));
        app.MapGet("/common/discovery/v2.0/keys", () => Results.Text(Keys(provider.EntraKeys), "application/json"));
        app.MapPost("/{tenant}/oauth2/v2.0/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string Keys(ConcurrentDictionary<string, ProviderKey> keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Values.Select(key => (JsonNode)key.Published())]) }.ToJsonString();

    private string Metadata(string issuer, string keys) => new JsonObject { ["issuer"] = issuer, ["jwks_uri"] = KeysElsewhere ?? Address + keys }.ToJsonString();

    private async Task TokenAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync(context.RequestAborted)).ToDictionary(each => each.Key, each => each.Value.ToString());
        form["path"] = context.Request.Path;
        TokenRequests.Enqueue(form);
        if (Issue(form) is { } token)
        {
            await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = (int)TokensLive.TotalSeconds, ext_expires_in = (int)TokensLive.TotalSeconds, access_token = token });
            return;
        }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = "The secret is wrong." });
    }
}
