namespace Assistant.Perception;

/// <summary>Which reader a file goes to.</summary>
internal enum MediaKind { Picture, Audio, Document }

/// <summary>Tells what a file is from its first bytes; names and declared types lie. The readers look closer and refuse what they cannot read.</summary>
internal static class MediaKinds
{
    /// <summary>Bytes from the start that <see cref="Of"/> looks at.</summary>
    public const int HeaderLength = SniffedHeads.Length;

    public static MediaKind Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => MediaKind.Picture,
        [0xFF, 0xD8, 0xFF, ..] => MediaKind.Picture,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => MediaKind.Picture,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => MediaKind.Picture,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => MediaKind.Picture,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => MediaKind.Picture,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => MediaKind.Audio,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => OfIsoBrand(head),
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => MediaKind.Audio,
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => MediaKind.Audio,
        [(byte)'I', (byte)'D', (byte)'3', ..] => MediaKind.Audio,
        [0x1A, 0x45, 0xDF, 0xA3, ..] => MediaKind.Audio,
        [0xFF, var second, ..] when (second & 0xE0) == 0xE0 && second is not (0xFE or 0xFF) => MediaKind.Audio,
        _ => SniffedHeads.IsSvg(head) ? MediaKind.Picture : MediaKind.Document,
    };

    /// <summary>Sound that is decoded from its first byte to its last. What is in ISO base media is found by an index that may stand at the end: it is held whole.</summary>
    public static bool IsHeardPiecewise(ReadOnlySpan<byte> head) => Of(head) == MediaKind.Audio && !(head.Length >= 8 && head[4..8].SequenceEqual("ftyp"u8));

    /// <summary>What a file of that name would be, for speaking of one that could not be read; null when its ending says nothing.</summary>
    public static EvidenceKind? OfName(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PNG" or ".JPG" or ".JPEG" or ".GIF" or ".WEBP" or ".TIF" or ".TIFF" or ".BMP" or ".AVIF" or ".HEIC" or ".SVG" => EvidenceKind.Image,
        ".MP3" or ".WAV" or ".OGG" or ".OGA" or ".OPUS" or ".WEBM" or ".M4A" or ".FLAC" or ".AAC" or ".MP4" or ".MOV" => EvidenceKind.Audio,
        ".PDF" or ".DOCX" or ".XLSX" or ".PPTX" or ".TXT" or ".MD" or ".CSV" or ".HTML" or ".EML" or ".JSON" => EvidenceKind.Document,
        _ => null,
    };

    /// <summary>ISO base media: pictures have a brand of their own, everything else is sound (or a film, which the audio reader names).</summary>
    private static MediaKind OfIsoBrand(ReadOnlySpan<byte> head) =>
        SniffedHeads.IsHeic(head) || (head.Length >= 12 && (head[8..12].SequenceEqual("avif"u8) || head[8..12].SequenceEqual("avis"u8))) ? MediaKind.Picture : MediaKind.Audio;
}
