using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Reads a request's body whole, up to a limit that the answer names.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw Refusal.TooLarge("The request", maxBytes, "bytes");
        Limit(request.HttpContext, maxBytes + 1);
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
    public static void Limit(HttpContext context, long maxBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = maxBytes;
    }
}
