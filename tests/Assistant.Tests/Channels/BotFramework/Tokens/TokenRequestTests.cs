using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Tokens;
using Assistant.Channels.BotFramework.Fetching;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>Microsoft's library against an issuer on loopback: what it sends for each kind of credential.</summary>
public sealed class TokenRequestTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-tokens-").FullName;
    private OpenIdProvider _issuer = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await OpenIdProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Secret_IsSentForTheConnectorsScope()
    {
        var token = await SendAsync(new() { AppPassword = "s3cret/with+signs" });

        var form = Assert.Single(_issuer.TokenRequests);
        Assert.StartsWith("issued-", token.Value, StringComparison.Ordinal);
        Assert.InRange(token.Expires, TimeProvider.System.GetUtcNow().AddMinutes(55), TimeProvider.System.GetUtcNow().AddMinutes(61));
        Assert.Equal(("client_credentials", TokenWorld.App, "s3cret/with+signs", OpenIdProvider.TokenPath), (form["grant_type"], form["client_id"], form["client_secret"], form["path"]));
        Assert.Contains("https://api.botframework.com/.default", form["scope"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("pem-encrypted")]
    [InlineData("pfx")]
    public async Task Certificate_SignsAnAssertion(string kind)
    {
        using var rsa = RSA.Create(2_048);
        using var certificate = new CertificateRequest("CN=bot", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (file, keyFile, password) = (Path.Combine(_folder, kind == "pfx" ? "bot.pfx" : "bot.pem"), Path.Combine(_folder, "bot.key"), kind == "pem" ? null : "p4ss");
        if (kind == "pfx")
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, password), Cancelled);
        else
            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Cancelled);
        await File.WriteAllTextAsync(keyFile, password is null ? rsa.ExportPkcs8PrivateKeyPem() : rsa.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)), Cancelled);

        await SendAsync(new() { CertificateFile = file, CertificateKeyFile = kind == "pfx" ? null : keyFile, CertificatePassword = password });

        var form = Assert.Single(_issuer.TokenRequests);
        var parts = form["client_assertion"].Split('.');
        var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(parts[1])).RootElement;
        var algorithm = JsonDocument.Parse(Base64UrlEncoder.Decode(parts[0])).RootElement.GetProperty("alg").GetString();
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form["client_assertion_type"]);
        Assert.Equal((TokenWorld.App, TokenWorld.App), (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString()));
        Assert.True(rsa.VerifyData(System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
        Assert.DoesNotContain("client_secret", form.Keys);
    }

    [Fact]
    public async Task FederatedToken_IsReadEachTime()
    {
        var file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "first.assertion.x\n", Cancelled);
        await SendAsync(new() { FederatedTokenFile = file });
        await File.WriteAllTextAsync(file, "second.assertion.x\n", Cancelled);
        await SendAsync(new() { FederatedTokenFile = file });

        Assert.Equal(["first.assertion.x", "second.assertion.x"], _issuer.TokenRequests.Select(form => form["client_assertion"]));
    }

    [Fact]
    public async Task Refusal_IsTheIssuersCodeWithoutItsWords()
    {
        _issuer.Issue = _ => null;

        var failure = await Assert.ThrowsAsync<TokenUnavailableException>(() => SendAsync(new() { AppPassword = "wrong" }));

        Assert.Equal("invalid_client", failure.Code);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task IssuerThatFails_IsAskedOnce()
    {
        _issuer.IsDown = true;

        await Assert.ThrowsAsync<TokenUnavailableException>(() => SendAsync(new() { AppPassword = "s" }));
    }

    [Fact]
    public async Task CertificateThatCannotBeRead_IsNamedByItsKindOnly()
    {
        var file = Path.Combine(_folder, "bot.pem");
        await File.WriteAllTextAsync(file, "no certificate", Cancelled);

        await Assert.ThrowsAsync<TokenUnavailableException>(() => SendAsync(new() { CertificateFile = file }));
        Assert.Empty(_issuer.TokenRequests);
    }

    [Theory]
    [InlineData(BotCloud.Public, null, "https://login.microsoftonline.com/botframework.com", "https://api.botframework.com/.default")]
    [InlineData(BotCloud.Public, TokenWorld.Tenant, "https://login.microsoftonline.com/" + TokenWorld.Tenant, "https://api.botframework.com/.default")]
    [InlineData(BotCloud.UsGovernment, null, "https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us", "https://api.botframework.us/.default")]
    [InlineData(BotCloud.China, TokenWorld.Tenant, "https://login.partner.microsoftonline.cn/" + TokenWorld.Tenant, "https://api.botframework.azure.cn/.default")]
    public void Authority_IsTheCloudsWithTheAppsTenant(BotCloud cloud, string? tenant, string authority, string scope)
    {
        var app = new AppRegistration(new BotAppOptions { AppId = TokenWorld.App, AppPassword = "s", Cloud = cloud, TenantId = tenant }, isDefault: true);

        Assert.Equal((authority, scope), (app.Authority, app.Scope));
    }

    private async Task<IssuedToken> SendAsync(BotFrameworkOptions options)
    {
        (options.AppId, options.TokenEndpoint) = (TokenWorld.App, _issuer.TokenEndpoint);
        var apps = new AppRegistrations(Options.Create(options));
        using var http = new TokenHttp(new CheckedConnections(new SystemNetwork()), apps);
        return await new TokenRequest(apps.All.Single(), http).SendAsync(Cancelled);
    }
}
