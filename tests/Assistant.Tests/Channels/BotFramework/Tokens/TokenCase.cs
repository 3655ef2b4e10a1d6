using System.Text.Json.Nodes;
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

    public JsonObject Activity(string type = "message")
    {
        var activity = new JsonObject
        {
            ["type"] = type, ["id"] = $"a-{Guid.NewGuid():N}", ["channelId"] = Channel, ["serviceUrl"] = ServiceUrl, ["text"] = "hello",
            ["conversation"] = new JsonObject { ["id"] = $"c-{Guid.NewGuid():N}" }, ["from"] = new JsonObject { ["id"] = "user-1" }, ["recipient"] = new JsonObject { ["id"] = "bot-1" },
        };
        if (Tenant is { } tenant)
            activity["conversation"]!["tenantId"] = tenant;
        if (ChannelTenant is { } channelTenant)
            activity["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = channelTenant } };
        return activity;
    }
}
