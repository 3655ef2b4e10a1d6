using System.Collections.Immutable;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>What differs from cloud to cloud: who issues tokens, where keys and tokens are got, which hosts are the channel's. From Microsoft's documentation and SDKs.</summary>
/// <param name="ChannelIssuer">Issuer of the Bot Connector's tokens.</param>
/// <param name="ChannelMetadata">Its OpenID metadata.</param>
/// <param name="EntraMetadata">Entra's, whose keys sign the tokens of the Emulator and of other bots.</param>
/// <param name="Login">Entra's address without a tenant; also the front of its version 2 issuers.</param>
/// <param name="Sts">The front of its version 1 issuers.</param>
/// <param name="ChannelTenant">The tenant that issues tokens for multi-tenant bots.</param>
/// <param name="CallerTenants">Tenants that issue tokens to the Emulator and to multi-tenant bots.</param>
/// <param name="Resource">What our tokens are for.</param>
/// <param name="ServiceHosts">Connectors: where replies go.</param>
/// <param name="FileHosts">Where people's files lie.</param>
internal sealed record CloudAddresses(
    string ChannelIssuer, string ChannelMetadata, string EntraMetadata, string Login, string Sts, string ChannelTenant, ImmutableArray<string> CallerTenants, string Resource,
    ImmutableArray<string> ServiceHosts, ImmutableArray<string> FileHosts)
{
    private const string Shared = "d6d49420-f39b-4df7-a1dc-d59a935871db";
    private const string Later = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
    private const string Government = "cab8a31a-1906-4287-a0d8-4eef66b95f6e";

    public static CloudAddresses Of(BotCloud cloud) => cloud switch
    {
        BotCloud.UsGovernment => new(
            "https://api.botframework.us", "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
            $"https://login.microsoftonline.us/{Government}/v2.0/.well-known/openid-configuration", "https://login.microsoftonline.us", "https://sts.windows.net",
            "MicrosoftServices.onmicrosoft.us", [Government, Shared, Later], "https://api.botframework.us",
            ["*.botframework.azure.us", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"], ["*.sharepoint.us"]),
        BotCloud.China => new(
            "https://api.botframework.azure.cn", "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration", "https://login.partner.microsoftonline.cn", "https://sts.chinacloudapi.cn",
            "a55a4d5b-9241-49b1-b4ff-befa8db00269", ["a55a4d5b-9241-49b1-b4ff-befa8db00269"], "https://api.botframework.azure.cn",
            ["*.botframework.azure.cn"], ["*.sharepoint.cn"]),
        _ => new(
            "https://api.botframework.com", "https://login.botframework.com/v1/.well-known/openidconfiguration",
            "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration", "https://login.microsoftonline.com", "https://sts.windows.net",
            "botframework.com", [Shared, Later, "69e9b82d-4842-4902-8d1e-abc5b98a55e8"], "https://api.botframework.com",
            ["smba.trafficmanager.net", "*.botframework.com", "*.teams.microsoft.com"], ["*.sharepoint.com"]),
    };
}
