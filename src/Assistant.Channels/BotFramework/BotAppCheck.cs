using Assistant.Channels.BotFramework.Access;

namespace Assistant.Channels.BotFramework;

/// <summary>Whether the app registrations can be used as they are written. Half a registration never passes for none: the development mode must not come by accident.</summary>
internal static class BotAppCheck
{
    private const string TokenPath = "/oauth2/v2.0/token";

    /// <summary>Null when they can, else what to change.</summary>
    public static string? Problem(BotFrameworkOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.AppId) && Given(options) is { } stray)
            return $"BotFramework:{stray} is set, but BotFramework:AppId is not. Set it as well, or remove everything that belongs to an app registration: without one, /api/messages serves clients on this machine only (development mode).";
        var apps = options.Apps.Select((app, index) => (App: app, Where: $"BotFramework:Apps:{index}"));
        if (!string.IsNullOrWhiteSpace(options.AppId))
            apps = apps.Prepend((options, "BotFramework"));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (app, where) in apps)
        {
            if (Problem(app, where) is { } problem)
                return problem;
            if (!seen.Add(app.AppId!.Trim()))
                return $"{where}:AppId stands there twice; each registration is given once.";
        }
        if (options.DefaultApp is { } chosen && !seen.Contains(chosen.Trim()))
            return $"BotFramework:DefaultApp: {chosen} is the AppId of none of the registrations.";
        return seen.Count > 1 && options.DefaultApp is null
            ? "BotFramework:DefaultApp must say which of the registrations has this installation's conversations so far (tenant \"default\"): give its AppId. Until now that was the one of BotFramework:AppId, else of BotFramework:Apps:0."
            : null;
    }

    private static string? Problem(BotAppOptions app, string where)
    {
        if (!Guid.TryParse(app.AppId, out _))
            return $"{where}:AppId must be the application (client) id of an app registration, like 11111111-2222-3333-4444-555555555555.";
        if (new[] { !string.IsNullOrWhiteSpace(app.AppPassword), !string.IsNullOrWhiteSpace(app.CertificateFile), !string.IsNullOrWhiteSpace(app.FederatedTokenFile), app.ManagedIdentity }.Count(given => given) != 1)
            return $"{where} needs exactly one of AppPassword, CertificateFile, FederatedTokenFile and ManagedIdentity: without a credential no reply can be sent.";
        if (new[] { app.CertificateFile, app.CertificateKeyFile, app.FederatedTokenFile }.FirstOrDefault(file => !string.IsNullOrWhiteSpace(file) && !File.Exists(file)) is { } missing)
            return $"{where}: the file '{missing}' is not there, or this user may not read it.";
        if (new[] { app.OpenIdMetadata, app.EntraOpenIdMetadata, app.TokenEndpoint }.FirstOrDefault(address => address is not null && !IsSafe(address)) is { } unsafeAddress)
            return $"{where}: '{unsafeAddress}' must be an https address; http only on this machine.";
        if (app.TokenEndpoint is { } endpoint && !endpoint.EndsWith(TokenPath, StringComparison.OrdinalIgnoreCase))
            return $"{where}:TokenEndpoint must end in {TokenPath}.";
        if (app.TenantId is { } tenant && !IsTenant(tenant))
            return $"{where}:TenantId must be a tenant's id or domain; leave it out for a multi-tenant app.";
        // Who writes comes with the id of their tenant: a domain says of nobody whether they belong to it.
        if (app.TenantId is { } domain && !Guid.TryParse(domain, out _) && app.AllowedTenants.Count == 0)
            return $"{where}:TenantId is a domain: give the tenant's id, or name the ids of the tenants whose people may write, its own among them, in {where}:AllowedTenants.";
        if (app.AllowedTenants.FirstOrDefault(id => !Guid.TryParse(id, out _)) is { } notTenant)
            return $"{where}:AllowedTenants: '{notTenant}' is not a tenant's id.";
        return app.AllowedCallers.FirstOrDefault(id => !Guid.TryParse(id, out _)) is { } caller ? $"{where}:AllowedCallers: '{caller}' is not an application id." : null;
    }

    /// <summary>The name of a setting that only an app registration has; null when none is given.</summary>
    private static string? Given(BotAppOptions app) => new[]
    {
        (nameof(app.AppPassword), app.AppPassword), (nameof(app.CertificateFile), app.CertificateFile), (nameof(app.CertificateKeyFile), app.CertificateKeyFile),
        (nameof(app.FederatedTokenFile), app.FederatedTokenFile), (nameof(app.ManagedIdentity), app.ManagedIdentity ? "true" : null), (nameof(app.TenantId), app.TenantId),
        (nameof(app.OpenIdMetadata), app.OpenIdMetadata), (nameof(app.EntraOpenIdMetadata), app.EntraOpenIdMetadata), (nameof(app.TokenEndpoint), app.TokenEndpoint), (nameof(app.TokenIssuer), app.TokenIssuer),
        (nameof(app.AllowedTenants), app.AllowedTenants.FirstOrDefault()), (nameof(app.AllowedCallers), app.AllowedCallers.FirstOrDefault()), (nameof(app.Cloud), app.Cloud == BotCloud.Public ? null : "other"),
    }.Where(each => !string.IsNullOrWhiteSpace(each.Item2)).Select(each => each.Item1).FirstOrDefault();

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && HostPattern.IsLoopback(uri)));

    private static bool IsTenant(string tenant) => tenant.Length is > 0 and <= 255 && tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && !tenant.Equals("common", StringComparison.OrdinalIgnoreCase);
}
