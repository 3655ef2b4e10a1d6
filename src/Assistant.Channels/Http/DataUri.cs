using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Assistant.Channels.Http;

/// <summary>Reads data:[type][;parameters][;base64],content. What it says of its type is a hint and nothing more.</summary>
internal static class DataUri
{
    public const string Scheme = "data:";

    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="Refusal">It is not one, or holds more than <paramref name="maxBytes"/>.</exception>
    public static (string? ContentType, byte[] Bytes) Read(string text, long maxBytes)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (!Is(text) || comma < 0)
            throw Refusal.BadArgument("An attachment's data URI has no content: data:TYPE;base64,CONTENT.");
        var head = text[Scheme.Length..comma];
        var body = text.AsSpan(comma + 1);
        var isBase64 = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        var type = MediaTypeHeaderValue.TryParse(head.Split(';')[0], out var named) ? named.MediaType : null;
        if ((isBase64 ? body.Length / 4L * 3 : body.Length / 3L) > maxBytes)
            throw Refusal.TooLarge("An attachment", maxBytes, "bytes");
        var bytes = isBase64 ? FromBase64(body) : Unescape(body);
        return bytes.LongLength > maxBytes ? throw Refusal.TooLarge("An attachment", maxBytes, "bytes") : (type, bytes);
    }

    /// <summary>Percent-escaped bytes; a plus is a plus here.</summary>
    private static byte[] Unescape(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString().Replace("+", "%2B", StringComparison.Ordinal));
        return WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length);
    }

    private static byte[] FromBase64(ReadOnlySpan<char> text)
    {
        var plain = text.Contains('%') ? Uri.UnescapeDataString(text.ToString()).AsSpan() : text;
        try
        {
            return plain.IndexOfAny('-', '_') >= 0 ? Base64Url.DecodeFromChars(plain) : Convert.FromBase64String(plain.ToString());
        }
        catch (FormatException)
        {
            throw Refusal.BadArgument("An attachment's data URI is not valid base64.");
        }
    }
}
