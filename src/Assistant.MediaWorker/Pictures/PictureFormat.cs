namespace Assistant.MediaWorker.Pictures;

internal enum PictureFormat { Unknown, Vips, Bmp, Refused }

/// <summary>What a picture is by its content; names and declared types lie.</summary>
/// <param name="Name">For the person whose picture is refused.</param>
internal readonly record struct SniffedPicture(PictureFormat Format, string? Name)
{
    /// <summary>Bytes from the start that <see cref="Of"/> looks at.</summary>
    public const int HeadLength = SniffedHeads.Length;

    public static SniffedPicture Of(ReadOnlySpan<byte> head)
    {
        if (head is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..])
            return new(PictureFormat.Vips, null);
        if (head.StartsWith("GIF8"u8) || (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8)))
            return new(PictureFormat.Vips, null);
        if (head is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..])
            return new(PictureFormat.Vips, null);
        if (head.StartsWith("BM"u8))
            return new(PictureFormat.Bmp, null);
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return OfIsoBrands(head);
        return Refused(head) is { } name ? new(PictureFormat.Refused, name) : new(PictureFormat.Unknown, null);
    }

    /// <summary>AVIF and HEIC share their container: the brands tell which.</summary>
    private static SniffedPicture OfIsoBrands(ReadOnlySpan<byte> head)
    {
        var length = Math.Min(head.Length, (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head), 256));
        for (var at = 8; at + 4 <= length; at += 4)
        {
            if (head.Slice(at, 4).SequenceEqual("avif"u8) || head.Slice(at, 4).SequenceEqual("avis"u8))
                return new(PictureFormat.Vips, null);
        }
        return new(PictureFormat.Refused, SniffedHeads.IsHeic(head) ? "HEIC" : "video");
    }

    private static string? Refused(ReadOnlySpan<byte> head) => head switch
    {
        [0, 0, 0, 12, (byte)'j', (byte)'P', ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] => "JPEG 2000",
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', ..] => "JPEG XL",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => "PSD",
        [0, 0, 1, 0, ..] => "ICO",
        _ => SniffedHeads.IsSvg(head) ? "SVG" : null,
    };
}
