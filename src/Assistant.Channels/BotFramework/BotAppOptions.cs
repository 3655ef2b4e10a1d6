namespace Assistant.Channels.BotFramework;

/// <summary>One app registration: who we are to the channels, what proves it, and whom it trusts.</summary>
public class BotAppOptions
{
    /// <summary>The registration's application (client) id; null for development mode. Needs one of AppPassword, CertificateFile, FederatedTokenFile and ManagedIdentity besides.</summary>
    public string? AppId { get; set; }

    /// <summary>The client secret. Better kept in a file of secrets than in appsettings.json.</summary>
    public string? AppPassword { get; set; }

    /// <summary>A certificate in place of a secret: PEM, or PKCS #12 when the name ends in .pfx or .p12. Read anew for each token, so that a renewed file counts.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The private key in PEM, when it is not in CertificateFile.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>Of the key or the PKCS #12 file; null when there is none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>A federated identity: the file that the platform keeps a token in (Kubernetes: AZURE_FEDERATED_TOKEN_FILE). Read anew for each token.</summary>
    public string? FederatedTokenFile { get; set; }

    /// <summary>The app is a user-assigned managed identity of the machine that this server runs on.</summary>
    public bool ManagedIdentity { get; set; }

    /// <summary>The tenant of a single-tenant app: its id, or its domain together with AllowedTenants, which then hold its id too (the Emulator's and other bots' tokens name it by that); null for a multi-tenant one.</summary>
    public string? TenantId { get; set; }

    /// <summary>Public, UsGovernment or China: where tokens come from and go to.</summary>
    public BotCloud Cloud { get; set; }

    /// <summary>OpenID metadata of the Bot Connector, in place of the cloud's own; for sovereign clouds and tests.</summary>
    public string? OpenIdMetadata { get; set; }

    /// <summary>OpenID metadata of Microsoft Entra, whose keys sign the tokens of the Emulator and of other bots, in place of the cloud's own.</summary>
    public string? EntraOpenIdMetadata { get; set; }

    /// <summary>Where our tokens are asked for, in place of the cloud's own; it ends in /oauth2/v2.0/token.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>The issuer of the Bot Connector's tokens, in place of the cloud's own.</summary>
    public string? TokenIssuer { get; set; }

    /// <summary>The scope that our tokens are asked for, in place of the cloud's own.</summary>
    public string? TokenScope { get; set; }

    /// <summary>Tenants whose people may write. Empty: the app's own tenant, or any for a multi-tenant app.</summary>
    public IList<string> AllowedTenants { get; } = [];

    /// <summary>
    /// Each organisation (Entra tenant) whose people write to this app has a tenant of its own here, "org-ID": nothing that is remembered, published or told in one of them reaches another.
    /// False: all of the app's people are of one tenant. Switched on later, what was said before stays where it is, and is not recalled any more.
    /// </summary>
    public bool SeparateOrganisations { get; set; }

    /// <summary>Application ids of other bots that may call this one as a skill. Empty: none.</summary>
    public IList<string> AllowedCallers { get; } = [];

    /// <summary>
    /// Those bots may name any person and conversation. False: what they send is of people and conversations of their own, apart from everybody that the channels bring.
    /// True: whom they name is that very person, with all that is remembered of them.
    /// </summary>
    public bool TrustCallers { get; set; }
}

/// <summary>Microsoft's clouds.</summary>
public enum BotCloud
{
    Public,
    UsGovernment,
    China,
}
