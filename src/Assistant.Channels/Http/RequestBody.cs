using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Channels.Http;

/// <summary>Reads a request's body whole, up to a limit that the answer names. What it says of its length costs nothing: memory grows with the bytes that come.</summary>
internal static class RequestBody
{
    private const long Thrown = 256L * 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        Limit(request, maxBytes, "The request");
        using var held = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16_384);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (held.Length + read > maxBytes)
                    throw Refusal.TooLarge("The request", maxBytes, "bytes");
                held.Write(buffer, 0, read);
            }
            return held.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Does what reads a body, for so long at most: a sender of a few bytes a second keeps no place for hours.</summary>
    /// <param name="setting">Its name, for the answer.</param>
    /// <exception cref="Refusal">408: it did not arrive within that time.</exception>
    public static async Task<T> WithinAsync<T>(HttpContext context, TimeSpan longest, string setting, TimeProvider time, Func<CancellationToken, Task<T>> read)
    {
        using var timer = new CancellationTokenSource(longest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        try
        {
            return await read(linked.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && timer.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new Refusal(408, "Timeout", $"The request did not arrive within {longest.TotalSeconds:0} seconds ({setting}).");
        }
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
