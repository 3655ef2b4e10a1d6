using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>The machine's own endpoint as Azure's app service has it, on loopback: the library finds it by environment variables.</summary>
public sealed class ManagedIdentityTests
{
    [Fact]
    public async Task ManagedIdentity_IsAskedForByTheAppsId()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var asked = "";
        app.MapGet("/msi/token", context =>
        {
            asked = $"{Uri.UnescapeDataString(context.Request.QueryString.Value!)} {context.Request.Headers["X-IDENTITY-HEADER"]}";
            return context.Response.WriteAsJsonAsync(new { access_token = "of-the-machine", expires_on = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), resource = "r", token_type = "Bearer" });
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"{app.Urls.First()}/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "header-of-the-machine");
        try
        {
            var apps = new AppRegistrations(Options.Create(new BotFrameworkOptions { AppId = TokenWorld.App, ManagedIdentity = true }));
            using var http = new TokenHttp(new Assistant.Channels.BotFramework.Fetching.CheckedConnections(new Assistant.Channels.BotFramework.Fetching.SystemNetwork()), apps);

            var token = await new TokenRequest(apps.All.Single(), http).SendAsync(TestContext.Current.CancellationToken);

            Assert.Equal("of-the-machine", token.Value);
            Assert.Contains($"client_id={TokenWorld.App}", asked, StringComparison.Ordinal);
            Assert.Contains("resource=https://api.botframework.com", asked, StringComparison.OrdinalIgnoreCase);
            Assert.EndsWith("header-of-the-machine", asked, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }
}
