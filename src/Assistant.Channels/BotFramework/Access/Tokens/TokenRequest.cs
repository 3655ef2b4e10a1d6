using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>Asks Entra for a registration's token by Microsoft's library: with its secret, certificate, federated token or managed identity. Nothing is kept here; certificates and federated tokens are read each time, so that renewed ones count.</summary>
/// <param name="botId">The app id of the other bot that the token is for; null for the Bot Connector.</param>
internal sealed class TokenRequest(AppRegistration app, IMsalHttpClientFactory http, string? botId = null)
{
    private readonly string _scope = botId is null ? app.Scope : $"{botId}{AppRegistration.EverythingOf}";

    /// <exception cref="TokenUnavailableException">The issuer cannot be reached or says no, or the credential cannot be read.</exception>
    public async Task<IssuedToken> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = app.Options.ManagedIdentity ? await ByMachineAsync(cancellationToken) : await ByCredentialAsync(cancellationToken);
            return new(result.AccessToken, result.ExpiresOn);
        }
        catch (MsalException e)
        {
            throw new TokenUnavailableException(e.ErrorCode, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new TokenUnavailableException(e.GetType().Name, e);
        }
    }

    private Task<AuthenticationResult> ByMachineAsync(CancellationToken cancellationToken) =>
        ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(app.Id)).WithHttpClientFactory(http).Build()
            .AcquireTokenForManagedIdentity(_scope.Replace(AppRegistration.EverythingOf, "", StringComparison.Ordinal)).WithForceRefresh(true).ExecuteAsync(cancellationToken);

    private async Task<AuthenticationResult> ByCredentialAsync(CancellationToken cancellationToken)
    {
        using var certificate = app.Options.CertificateFile is { Length: > 0 } ? ReadCertificate(app.Options) : null;
        var builder = ConfidentialClientApplicationBuilder.Create(app.Id)
            // The library wants https here; TokenHttp takes it back for an issuer on this machine.
            .WithAuthority(app.Authority.Replace("http://", "https://", StringComparison.OrdinalIgnoreCase), validateAuthority: false)
            .WithInstanceDiscovery(false).WithLegacyCacheCompatibility(false).WithHttpClientFactory(http, retryOnceOn5xx: false);
        builder = (certificate, app.Options.FederatedTokenFile) switch
        {
            ({ } own, _) => builder.WithCertificate(own, sendX5C: true),
            (_, { Length: > 0 } file) => builder.WithClientAssertion(async cancelled => (await File.ReadAllTextAsync(file, cancelled)).Trim()),
            _ => builder.WithClientSecret(app.Options.AppPassword),
        };
        return await builder.Build().AcquireTokenForClient([_scope]).ExecuteAsync(cancellationToken);
    }

    private static X509Certificate2 ReadCertificate(BotAppOptions options)
    {
        if (options.CertificateFile!.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || options.CertificateFile.EndsWith(".p12", StringComparison.OrdinalIgnoreCase))
            return X509CertificateLoader.LoadPkcs12FromFile(options.CertificateFile, options.CertificatePassword);
        return options.CertificatePassword is { Length: > 0 } password
            ? X509Certificate2.CreateFromEncryptedPemFile(options.CertificateFile, password, options.CertificateKeyFile)
            : X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile);
    }
}
