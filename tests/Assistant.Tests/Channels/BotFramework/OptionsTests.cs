using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class OptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.Null(new BotFrameworkOptions().Problem());

    private const string App = "11111111-2222-3333-4444-555555555555";
    private const string Other = "99999999-2222-3333-4444-555555555555";

    [Fact]
    public void AppId_WithASecret_IsValid() => Assert.Null(new BotFrameworkOptions { AppId = App, AppPassword = "s" }.Problem());

    /// <summary>Entra writes the tenant's id into a token, never its domain.</summary>
    [Theory]
    [InlineData("22222222-2222-3333-4444-555555555555", null, "22222222-2222-3333-4444-555555555555")]
    [InlineData("contoso.onmicrosoft.com", "33333333-2222-3333-4444-555555555555", "33333333-2222-3333-4444-555555555555")]
    [InlineData("22222222-2222-3333-4444-555555555555", "33333333-2222-3333-4444-555555555555", "22222222-2222-3333-4444-555555555555")]
    public void IssuersOfASingleTenantApp_AreNamedByTheTenantsId(string tenant, string? allowed, string expected)
    {
        var options = new BotAppOptions { AppId = App, AppPassword = "s", TenantId = tenant };
        if (allowed is not null)
            options.AllowedTenants.Add(allowed);

        var app = new AppRegistration(options, isDefault: true);

        Assert.Equal([$"https://login.microsoftonline.com/{expected}/v2.0", $"https://sts.windows.net/{expected}/"], app.EntraIssuers.Keys.Order(StringComparer.Ordinal));
        Assert.All(app.EntraIssuers.Values, issuing => Assert.Equal(expected, issuing));
        Assert.Equal($"https://login.microsoftonline.com/{tenant}", app.Authority);
    }

    [Theory]
    [InlineData(true, false, "default", "22222222-2222-3333-4444-555555555555")]
    [InlineData(true, true, "org-22222222-2222-3333-4444-555555555555", "22222222-2222-3333-4444-555555555555", "33333333-2222-3333-4444-555555555555")]
    [InlineData(false, true, $"app-{App}-org-22222222-2222-3333-4444-555555555555", "22222222-2222-3333-4444-555555555555")]
    [InlineData(true, true, "default")]
    [InlineData(true, true, "default", "no tenant's id")]
    public void Organisations_AreOfOneTenantUnlessTheyAreToBeApart(bool isDefault, bool apart, string tenant, params string[] organisations) =>
        Assert.Equal(tenant, new AppRegistration(new BotAppOptions { AppId = App, AppPassword = "s", SeparateOrganisations = apart }, isDefault).ConversationTenantOf(organisations));

    public static TheoryData<string, string> Halves => new()
    {
        { "AppPassword", "s" }, { "CertificateFile", "/etc/hostname" }, { "FederatedTokenFile", "/etc/hostname" }, { "ManagedIdentity", "true" }, { "TenantId", App }, { "Cloud", "UsGovernment" },
        { "OpenIdMetadata", "https://example.com/" }, { "TokenEndpoint", "https://example.com/oauth2/v2.0/token" }, { "AllowedTenants:0", App }, { "AllowedCallers:0", App }, { "Apps:0:AppPassword", "s" },
    };

    /// <summary>Nobody who set up a registration gets the development mode because its id was forgotten or came out empty.</summary>
    [Theory]
    [MemberData(nameof(Halves))]
    public void HalfARegistration_StopsTheStart(string setting, string value)
    {
        Assert.Contains("AppId", Of((setting, value)).Problem(), StringComparison.Ordinal);
        Assert.Contains("AppId", Of((setting, value), ("AppId", " ")).Problem(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> WrongRegistrations => new()
    {
        { "AppId", "my-bot", "AppId" }, { "AppPassword", "", "exactly one" }, { "ManagedIdentity", "true", "exactly one" }, { "CertificateFile", "/etc/hostname", "exactly one" }, { "CertificateKeyFile", "/nowhere/key.pem", "/nowhere/key.pem" },
        { "OpenIdMetadata", "http://login.example.com/", "https" }, { "OpenIdMetadata", "https://user@login.example.com/", "https" }, { "EntraOpenIdMetadata", "file:///etc/passwd", "https" },
        { "TokenEndpoint", "http://10.0.0.1/oauth2/v2.0/token", "https" }, { "TokenEndpoint", "https://example.com/token", "/oauth2/v2.0/token" }, { "TenantId", "common", "TenantId" }, { "TenantId", "a/b", "TenantId" }, { "TenantId", "contoso.onmicrosoft.com", "AllowedTenants" },
        { "AllowedTenants:0", "*", "AllowedTenants" }, { "AllowedCallers:0", "*", "AllowedCallers" }, { "ClockSkew", "02:00:00", "ClockSkew" }, { "KeyRefresh", "00:00:01", "KeyRefresh" },
        { "Apps:0:AppId", App, "twice" }, { "ReceiveTimeout", "00:00:00", "timeout" },
    };

    [Theory]
    [MemberData(nameof(WrongRegistrations))]
    public void Registration_ThatIsWrong_StopsTheStartWithASentence(string setting, string value, string said) =>
        Assert.Contains(said, Of(("AppId", App), ("AppPassword", "s"), ("Apps:0:AppPassword", "s"), ("Apps:0:AppId", Other), ("DefaultApp", App), (setting, value)).Problem(), StringComparison.Ordinal);

    /// <summary>Wherever it stands: one that is put first takes over nothing.</summary>
    [Theory]
    [InlineData(Other, App, App)]
    [InlineData(App, Other, App)]
    [InlineData(Other, App, Other)]
    public void Conversations_OfTheInstallation_AreThoseOfTheAppThatIsNamed(string first, string second, string named)
    {
        var options = Of(("AppId", first), ("AppPassword", "s"), ("Apps:0:AppId", second), ("Apps:0:AppPassword", "s"), ("DefaultApp", named));
        var apps = new AppRegistrations(Options.Create(options));

        Assert.Null(options.Problem());
        Assert.Equal("default", apps.Find(named)!.ConversationTenant);
        var other = named == first ? second : first;
        Assert.Equal($"app-{other}", apps.Find(other)!.ConversationTenant);
    }

    [Fact]
    public void SeveralRegistrations_OfWhichNoneIsNamed_StopTheStart()
    {
        Assert.Contains("DefaultApp must say", Of(("Apps:0:AppId", App), ("Apps:0:AppPassword", "s"), ("Apps:1:AppId", Other), ("Apps:1:AppPassword", "s")).Problem(), StringComparison.Ordinal);
        Assert.Contains("none of the registrations", Of(("AppId", App), ("AppPassword", "s"), ("DefaultApp", Other)).Problem(), StringComparison.Ordinal);
        Assert.Null(Of(("Apps:0:AppId", App), ("Apps:0:AppPassword", "s")).Problem());
    }

    private static BotFrameworkOptions Of(params (string Name, string Value)[] settings)
    {
        var options = new BotFrameworkOptions();
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[name] = value;
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
        return options;
    }

    [Theory]
    [InlineData(BotCloud.Public, "https://smba.trafficmanager.net/emea/", true)]
    [InlineData(BotCloud.Public, "https://webchat.botframework.com/", true)]
    [InlineData(BotCloud.Public, "https://smba.infra.gov.teams.microsoft.us/", false)]
    [InlineData(BotCloud.UsGovernment, "https://smba.infra.gov.teams.microsoft.us/", true)]
    [InlineData(BotCloud.UsGovernment, "https://smba.trafficmanager.net/emea/", false)]
    [InlineData(BotCloud.China, "https://webchat.botframework.azure.cn/", true)]
    [InlineData(BotCloud.Public, "http://127.0.0.1:3978/", false)]
    [InlineData(BotCloud.Public, "http://localhost:3978/", false)]
    public void ServiceUrls_AreTheCloudsOwn_WhenNoneAreListed(BotCloud cloud, string address, bool expected)
    {
        var options = Options.Create(new BotFrameworkOptions { AppId = App, AppPassword = "s", Cloud = cloud });
        var urls = new ServiceUrls(new AppRegistrations(options), options);

        Assert.Equal(expected, urls.IsAllowed(App, new Uri(address)));
        Assert.False(urls.IsAllowed(null, new Uri(address)));
        Assert.False(urls.IsAllowed("99999999-2222-3333-4444-555555555555", new Uri(address)));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea")]
    [InlineData("ftp://host")]
    [InlineData("https://user@host")]
    [InlineData("https://")]
    public void ServiceUrl_ThatIsNoHost_StopsTheStart(string entry)
    {
        var options = new BotFrameworkOptions();
        options.AllowedServiceUrls.Add(entry);
        Assert.NotNull(options.Problem());
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net", "https://smba.trafficmanager.net/emea/", true)]
    [InlineData("smba.trafficmanager.net", "https://SMBA.trafficmanager.net/", true)]
    [InlineData("smba.trafficmanager.net", "http://smba.trafficmanager.net/", false)]
    [InlineData("smba.trafficmanager.net", "https://smba.trafficmanager.net:8443/", false)]
    [InlineData("smba.trafficmanager.net", "https://smba.trafficmanager.net.example.com/", false)]
    [InlineData("smba.trafficmanager.net", "https://user@smba.trafficmanager.net/", false)]
    [InlineData("*.botframework.com", "https://webchat.botframework.com/", true)]
    [InlineData("*.botframework.com", "https://a.b.botframework.com/", true)]
    [InlineData("*.botframework.com", "https://botframework.com/", false)]
    [InlineData("*.botframework.com", "https://evilbotframework.com/", false)]
    [InlineData("*.botframework.com", "https://.botframework.com/", false)]
    [InlineData("http://emulator.intranet:3978", "http://emulator.intranet:3978/v3", true)]
    public void HostPattern_MatchesSchemeHostAndPort(string pattern, string address, bool expected) =>
        Assert.Equal(expected, Uri.TryCreate(address, UriKind.Absolute, out var uri) && HostPattern.TryParse(pattern)!.Matches(uri));
}
