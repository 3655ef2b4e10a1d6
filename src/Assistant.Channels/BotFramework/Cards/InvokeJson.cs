using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>Writes the answer to an invoke. It holds what is a person's own, so nothing on the way may keep it.</summary>
internal static class InvokeJson
{
    // Never put into HTML: Chinese stays Chinese.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(s_options), Encoding.UTF8, context.RequestAborted);
    }
}
