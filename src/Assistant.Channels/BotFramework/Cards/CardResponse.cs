using System.Text.Json.Nodes;
using Assistant.Channels.Activities.Cards;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What the invoke adaptiveCard/action is answered with: {"statusCode","type","value"}.</summary>
/// <param name="Status">Of the HTTP response, too.</param>
internal sealed record CardResponse(int Status, string Type, JsonNode Value)
{
    /// <summary>The card that takes the pressed one's place.</summary>
    public static CardResponse Refreshed(JsonObject card) => new(200, CardParts.ContentType, card);

    /// <summary>A sentence for the person; the card stays as it is.</summary>
    public static CardResponse Message(string text) => new(200, "application/vnd.microsoft.activity.message", JsonValue.Create(text));

    public static CardResponse Error(CardRefusal refusal) => new(400, "application/vnd.microsoft.error", new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message });

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return InvokeJson.WriteAsync(context, new JsonObject { ["statusCode"] = Status, ["type"] = Type, ["value"] = Value });
    }
}
