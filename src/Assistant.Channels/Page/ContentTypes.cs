namespace Assistant.Channels.Page;

/// <summary>What a file's first bytes say it is: the type it is served under, whatever its name and sender say.</summary>
internal static class ContentTypes
{
    /// <summary>Bytes from the start that <see cref="Of"/> looks at.</summary>
    public const int HeaderLength = 32;

    private const string Unknown = "application/octet-stream";

    /// <summary>Pictures and sound, which a browser only shows and plays; everything else is saved.</summary>
    public static bool IsShown(string type) => type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("audio/", StringComparison.Ordinal);

    public static string Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "image/tiff",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => OfIsoBrand(head),
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "audio/webm",
        [0xFF, var second, ..] when (second & 0xE6) == 0xE2 => "audio/mpeg",
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => "audio/aac",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "application/pdf",
        _ => Unknown,
    };

    private static string OfIsoBrand(ReadOnlySpan<byte> head) => head.Length < 12 ? Unknown : head[8..12] switch
    {
        [(byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s'] => "image/avif",
        [(byte)'h', (byte)'e', ..] or [(byte)'m', (byte)'i', (byte)'f', ..] or [(byte)'m', (byte)'s', (byte)'f', ..] => "image/heic",
        _ => "audio/mp4",
    };
}
