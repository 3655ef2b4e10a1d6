using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>Three app registrations, and the provider's keys: what the corpus is about. Its tenants, apps and keys are made up.</summary>
internal sealed class TokenWorld : IAsyncDisposable
{
    /// <summary>Multi-tenant, the first of the server.</summary>
    public const string App = "11111111-2222-3333-4444-555555555555";

    /// <summary>Single-tenant, and another bot may call it.</summary>
    public const string OwnApp = "22222222-2222-3333-4444-555555555555";

    public const string GovernmentApp = "33333333-2222-3333-4444-555555555555";
    public const string OtherBot = "44444444-2222-3333-4444-555555555555";
    public const string Tenant = "aaaaaaaa-2222-3333-4444-555555555555";
    public const string OtherTenant = "bbbbbbbb-2222-3333-4444-555555555555";
    public const string Shared = "d6d49420-f39b-4df7-a1dc-d59a935871db";

    private TokenWorld(OpenIdProvider provider) => Provider = provider;

    public OpenIdProvider Provider { get; }
    public ProviderKey First { get; } = new("channel-1") { Endorsements = ["msteams", "webchat", "directline"] };
    public ProviderKey Second { get; } = new("channel-2") { Endorsements = ["msteams", "webchat"] };
    public ProviderKey Bare { get; } = new("channel-bare");
    public ProviderKey Weak { get; } = new("channel-weak", bits: 1_024) { Endorsements = ["webchat"] };
    public ProviderKey ForSecrets { get; } = new("channel-enc") { Endorsements = ["webchat"], Use = "enc" };
    public ProviderKey Entra { get; } = new("entra-1") { Issuer = "https://login.microsoftonline.com/{tenantid}/v2.0" };
    public ProviderKey Bound { get; } = new("entra-bound") { Issuer = $"https://login.microsoftonline.com/{OtherTenant}/v2.0" };

    /// <summary>Not of the provider.</summary>
    public ProviderKey Attacker { get; } = new("attacker");

    public static async Task<TokenWorld> StartAsync()
    {
        var world = new TokenWorld(await OpenIdProvider.StartAsync());
        foreach (var key in new[] { world.First, world.Second, world.Bare, world.Weak, world.ForSecrets })
            world.Provider.ChannelKeys[key.Id] = key;
        foreach (var key in new[] { world.Entra, world.Bound })
            world.Provider.EntraKeys[key.Id] = key;
        return world;
    }

    /// <summary>The settings of the three registrations, as they stand in configuration.</summary>
    public Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>();
        Add("BotFramework", App);
        settings["BotFramework:DefaultApp"] = App;
        Add("BotFramework:Apps:0", OwnApp);
        settings["BotFramework:Apps:0:TenantId"] = Tenant;
        settings["BotFramework:Apps:0:AllowedCallers:0"] = OtherBot;
        Add("BotFramework:Apps:1", GovernmentApp);
        settings["BotFramework:Apps:1:Cloud"] = nameof(BotCloud.UsGovernment);
        return settings;

        void Add(string section, string app)
        {
            settings[$"{section}:AppId"] = app;
            settings[$"{section}:AppPassword"] = "not a secret";
            settings[$"{section}:OpenIdMetadata"] = Provider.ChannelMetadata;
            settings[$"{section}:EntraOpenIdMetadata"] = Provider.EntraMetadata;
            settings[$"{section}:TokenEndpoint"] = Provider.TokenEndpoint;
        }
    }

    public static JsonObject Header(ProviderKey key) => new() { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = key.Id, ["x5t"] = key.Id };

    public static JsonObject ChannelClaims(string serviceUrl, DateTimeOffset now, string app = App, string issuer = "https://api.botframework.com") => new()
    {
        ["serviceurl"] = serviceUrl, ["iss"] = issuer, ["aud"] = app, ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
    };

    public static JsonObject EntraClaims(DateTimeOffset now, string app = App, string tenant = Shared, string? caller = null) => new()
    {
        ["aud"] = app, ["iss"] = $"https://login.microsoftonline.com/{tenant}/v2.0", ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["azp"] = caller ?? app, ["tid"] = tenant, ["ver"] = "2.0",
    };

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        foreach (var key in new[] { First, Second, Bare, Weak, ForSecrets, Entra, Bound, Attacker })
            key.Dispose();
    }
}
