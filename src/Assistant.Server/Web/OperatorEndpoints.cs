using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>POST /api/operator/erase: erases a person while the server runs and answers with the receipt. For programs of the operator, who hold a key of their own.</summary>
internal static class OperatorEndpoints
{
    private const int LongestBody = 16_384;
    private const string Scheme = "Bearer ";

    public static void MapOperator(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.OperatorKey is { Length: > 0 } key)
        {
            app.MapPost("/api/operator/erase", context => EraseAsync(context, context.RequestServices.GetRequiredService<IPersonEraser>(), key));
            app.MapNotices(key);
        }
    }

    private static async Task EraseAsync(HttpContext context, IPersonEraser eraser, string key)
    {
        if (!IsOperator(context.Request.Headers.Authorization.ToString(), key))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (await PersonAsync(context) is not { } person)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The body is {\"subject\": \"the channel's user id\", \"tenant\": \"default\"}.");
            return;
        }
        try
        {
            // Once begun it is not given up with the connection.
            var receipt = await eraser.EraseAsync(person, "operator", CancellationToken.None);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(receipt.ToJson(), context.RequestAborted);
        }
        catch (LegalHoldException e)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, e.Message);
        }
        catch (StorageUnavailableException)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The log or the keys cannot be reached. An erasure that was begun is finished at the next start; ask again.");
        }
    }

    private static async Task<ContentOwner?> PersonAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > LongestBody)
            return null;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            var subject = body.GetProperty("subject").GetString();
            var tenant = body.TryGetProperty("tenant", out var named) ? named.GetString() : ConversationKey.DefaultTenant;
            return string.IsNullOrEmpty(subject) || string.IsNullOrEmpty(tenant) ? null : new ContentOwner(tenant, subject);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static bool IsOperator(string authorization, string key) =>
        authorization.StartsWith(Scheme, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    internal static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = message });
    }
}
