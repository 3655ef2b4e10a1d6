using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Primitives;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>A token and the activity that it comes with.</summary>
/// <param name="Refusal">Why it is to be refused; null when it is good.</param>
internal sealed record TokenCase(string Name, StringValues Authorization, RefusalReason? Refusal)
{
    public string Channel { get; init; } = "webchat";
    public required string ServiceUrl { get; init; }
    public string? Tenant { get; init; }

    /// <summary>Where Teams has the tenant besides.</summary>
    public string? ChannelTenant { get; init; }
}
