using System.Text.Json;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Inbound;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.DirectLine;

/// <summary>tokens/generate and tokens/refresh.</summary>
internal sealed class TokenEndpoints(RequestAccess access, DirectLineTokens tokens, ConversationIds ids)
{
    private const int LongestBody = 16 * 1024;
    private const int MostOrigins = 20;

    /// <summary>A token for one new conversation, optionally of a person that the body names ({"user":{"id":"dl_..."},"trustedOrigins":[...]}).</summary>
    public async Task GenerateAsync(HttpContext context)
    {
        var caller = access.Beginner(context);
        if (caller is { IsSite: false, User: not null } or { Conversation: not null })
            throw Refusal.Forbidden("Tokens are made with the site's secret; a token is renewed by tokens/refresh.");
        var (user, origins) = Read(await RequestBody.ReadAsync(context.Request, LongestBody, context.RequestAborted));
        var conversation = ids.Create(user);
        await GrantAsync(context, new(conversation, tokens.Write(TokenPurpose.Conversation, user, conversation, origins), tokens.ExpiresIn));
    }

    /// <summary>The same token with a new time; the old one must not have expired.</summary>
    public async Task RefreshAsync(HttpContext context)
    {
        var caller = access.Bearer(context);
        if (caller.IsSite)
            throw Refusal.BadArgument("The secret does not expire; send a token.");
        var purpose = caller.Conversation is null ? TokenPurpose.User : TokenPurpose.Conversation;
        await GrantAsync(context, new(caller.Conversation, tokens.Write(purpose, caller.User, caller.Conversation, caller.Origins), tokens.ExpiresIn));
    }

    private static Task GrantAsync(HttpContext context, GrantBody grant) => DirectLineRoute.WriteJsonAsync(context, 200, grant, DirectLineJson.Default.GrantBody);

    private static (string? User, IReadOnlyList<string>? Origins) Read(byte[] body)
    {
        if (body.AsSpan().Trim(" \t\r\n"u8).Length == 0)
            return (null, null);
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Refusal.BadArgument("The body must be a JSON object.");
            string? user = null;
            if (root.TryGetProperty("user", out var given) && given.ValueKind == JsonValueKind.Object && given.TryGetProperty("id", out var id))
                user = id.GetString() is { Length: > 3 and <= 256 } text && text.StartsWith("dl_", StringComparison.Ordinal) ? text : throw Refusal.BadArgument("user.id must start with dl_ and have at most 256 characters.");
            return (user, root.TryGetProperty("trustedOrigins", out var origins) && origins.ValueKind == JsonValueKind.Array && origins.GetArrayLength() is > 0 and <= MostOrigins
                ? [.. origins.EnumerateArray().Select(origin => origin.GetString() ?? "")]
                : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refusal.BadArgument("The body is not valid JSON of the expected shape.");
        }
    }
}
