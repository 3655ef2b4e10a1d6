using System.Globalization;
using System.Text.Json;
using Assistant.Channels.Access;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Whom a token is asked for: {"user":{"id":"dl_..."},"trustedOrigins":["https://..."]}; an empty body asks for nobody in particular.</summary>
internal sealed record TokenRequest(string? User, IReadOnlyList<string>? Origins)
{
    private const int LongestBody = 16 * 1024;
    private const int LongestUser = 256;
    private const int MostOrigins = 20;

    /// <param name="anyUser">A user id without dl_ is passed over instead of refused.</param>
    /// <exception cref="Refusal">The body is not as above.</exception>
    public static async Task<TokenRequest> ReadAsync(HttpRequest request, bool anyUser, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, LongestBody, cancellationToken);
        if (body.AsSpan().Trim(" \t\r\n"u8).Length == 0)
            return new(null, null);
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            return json.RootElement.ValueKind == JsonValueKind.Object ? new(UserOf(json.RootElement, anyUser), OriginsOf(json.RootElement)) : throw Refusal.BadArgument("The body must be a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refusal.BadArgument("The body is not valid JSON of the expected shape.");
        }
    }

    private static string? UserOf(JsonElement json, bool anyUser)
    {
        if (!json.TryGetProperty("user", out var user) || user.ValueKind != JsonValueKind.Object || !user.TryGetProperty("id", out var id))
            return null;
        return id.GetString() is { Length: <= LongestUser } text && UnvouchedPerson.IsTokensUser(text)
            ? text
            : anyUser ? null : throw Refusal.BadArgument($"user.id must start with dl_ and have at most {LongestUser} characters.");
    }

    /// <summary>Null where none are named. What is not understood is refused: taken for "any", a token would be good on pages that were to be kept out.</summary>
    private static string[]? OriginsOf(JsonElement json)
    {
        if (!json.TryGetProperty("trustedOrigins", out var origins) || origins.ValueKind == JsonValueKind.Null)
            return null;
        if (origins.ValueKind != JsonValueKind.Array || origins.GetArrayLength() is 0 or > MostOrigins)
            throw Refusal.BadArgument($"trustedOrigins must be a list of 1 to {MostOrigins} origins; leave it out for every page that may call Direct Line here.");
        return [.. origins.EnumerateArray().Select(OriginOf)];
    }

    /// <summary>As browsers write it: "https://intranet.example", without a path, nor the port that is usual.</summary>
    private static string OriginOf(JsonElement origin) =>
        origin.ValueKind == JsonValueKind.String && Uri.TryCreate(origin.GetString(), UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? $"{address.Scheme}://{(address.HostNameType == UriHostNameType.Dns ? address.IdnHost : address.Host)}{(address.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{address.Port}"))}"
            : throw Refusal.BadArgument("trustedOrigins must hold origins like https://intranet.example, without a path.");
}
