using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>What a server of ours must be told so that it takes the simulated channel for the Bot Connector.</summary>
internal static class ChannelSettings
{
    /// <param name="serviceUrl">Where it posts its answers.</param>
    public static Dictionary<string, string> Of(OpenIdProvider provider, string serviceUrl) => new()
    {
        ["BotFramework:AppId"] = TokenWorld.App,
        ["BotFramework:AppPassword"] = "not a secret",
        ["BotFramework:OpenIdMetadata"] = provider.ChannelMetadata,
        ["BotFramework:EntraOpenIdMetadata"] = provider.EntraMetadata,
        ["BotFramework:TokenEndpoint"] = provider.TokenEndpoint,
        ["BotFramework:AllowedServiceUrls:0"] = serviceUrl,
    };
}
