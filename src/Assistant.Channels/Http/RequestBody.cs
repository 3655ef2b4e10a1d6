using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Channels.Http;

/// <summary>Reads a request's body whole, up to a limit that the answer names.</summary>
internal static class RequestBody
{
    private const long Thrown = 256L * 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        Limit(request, maxBytes, "The request");
        using var held = new MemoryStream(request.ContentLength is { } length ? (int)length : 4_096);
        var buffer = new byte[16_384];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (held.Length + read > maxBytes)
                throw Refusal.TooLarge("The request", maxBytes, "bytes");
            held.Write(buffer, 0, read);
        }
        return held.ToArray();
    }

    /// <summary>The server's own limit is small; this request may be larger.</summary>
    /// <exception cref="Refusal">It says of itself that it is larger than <paramref name="maxBytes"/>.</exception>
    public static void Limit(HttpRequest request, long maxBytes, string what)
    {
        // A sender of somewhat too much still hears why: what it goes on sending is thrown away instead of cutting it off.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = maxBytes + Thrown;
        if (request.ContentLength > maxBytes)
            throw Refusal.TooLarge(what, maxBytes, "bytes");
    }
}
