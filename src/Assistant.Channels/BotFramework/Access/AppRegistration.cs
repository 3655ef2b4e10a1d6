using System.Collections.Frozen;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>An app registration with everything that its cloud adds and its overrides change.</summary>
internal sealed class AppRegistration
{
    /// <summary>What a scope ends in that asks for all that the app may do there.</summary>
    public const string EverythingOf = "/.default";

    /// <param name="isDefault">Its conversations are those of the installation; further registrations have theirs apart, as the same chat may hold several of our bots.</param>
    public AppRegistration(BotAppOptions options, bool isDefault)
    {
        Options = options;
        Id = options.AppId!.Trim().ToLowerInvariant();
        ConversationTenant = isDefault ? ConversationKey.DefaultTenant : $"app-{Id}";
        Cloud = CloudAddresses.Of(options.Cloud);
        ChannelIssuer = options.TokenIssuer ?? Cloud.ChannelIssuer;
        ChannelMetadata = new(options.OpenIdMetadata ?? Cloud.ChannelMetadata);
        EntraMetadata = new(options.EntraOpenIdMetadata ?? Cloud.EntraMetadata);
        Authority = options.TokenEndpoint is { } endpoint ? endpoint[..^"/oauth2/v2.0/token".Length] : $"{Cloud.Login}/{options.TenantId ?? Cloud.ChannelTenant}";
        Scope = options.TokenScope ?? $"{Cloud.Resource}{EverythingOf}";
        // Entra's tokens name their tenant by its id: where only its domain is known, it is one of those that are allowed.
        EntraIssuers = (options.TenantId is null ? Cloud.CallerTenants : Guid.TryParse(options.TenantId, out _) ? [options.TenantId] : options.AllowedTenants.AsEnumerable())
            .SelectMany(tenant => new[] { KeyValuePair.Create($"{Cloud.Sts}/{tenant}/", tenant), KeyValuePair.Create($"{Cloud.Login}/{tenant}/v2.0", tenant) })
            .ToFrozenDictionary(StringComparer.Ordinal);
        AllowedCallers = options.AllowedCallers.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        TrustsCallers = options.TrustCallers;
        AllowedTenants = (options.AllowedTenants is { Count: > 0 } listed ? listed : Guid.TryParse(options.TenantId, out _) ? [options.TenantId] : Array.Empty<string>()).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public BotAppOptions Options { get; }
    public string Id { get; }

    /// <summary>The tenant part of its conversations' keys, where organisations are not kept apart.</summary>
    public string ConversationTenant { get; }

    /// <summary>The tenant part of the keys of an organisation's conversations.</summary>
    /// <param name="organisations">Ids of the Entra tenants that the activity says to come from: the conversation's comes first.</param>
    public string ConversationTenantOf(IReadOnlyList<string> organisations) =>
        !Options.SeparateOrganisations || organisations.Count == 0 || !Guid.TryParse(organisations[0], out var organisation) ? ConversationTenant
        : ConversationTenant == ConversationKey.DefaultTenant ? $"org-{organisation}" : $"{ConversationTenant}-org-{organisation}";

    public CloudAddresses Cloud { get; }
    public string ChannelIssuer { get; }
    public Uri ChannelMetadata { get; }
    public Uri EntraMetadata { get; }

    /// <summary>Where our tokens come from: Entra's address with the tenant.</summary>
    public string Authority { get; }

    public string Scope { get; }

    /// <summary>Issuers of the tokens that the Emulator and other bots send, with the tenant that each stands for.</summary>
    public FrozenDictionary<string, string> EntraIssuers { get; }

    public FrozenSet<string> AllowedCallers { get; }

    /// <summary>A caller's word for who its people are is taken.</summary>
    public bool TrustsCallers { get; }

    /// <summary>Empty: any.</summary>
    public FrozenSet<string> AllowedTenants { get; }
}
