namespace Assistant.MediaWorker.Documents;

/// <summary>Names the formats that are not documents, by their first bytes, so that a person is told what was sent.</summary>
internal static class ForeignFormats
{
    public static bool IsPicture(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => true,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => true,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => true,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => true,
        _ => false,
    };

    /// <summary>Null when the first bytes are of none of these.</summary>
    public static string? NameOf(ReadOnlySpan<byte> head) => head switch
    {
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => IsoBrand(head),
        [0x1A, 0x45, 0xDF, 0xA3, ..] or [(byte)'F', (byte)'L', (byte)'V', 1, ..] or [0, 0, 1, 0xBA or 0xB3, ..] => "video",
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] or [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "video",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', ..] => "video",
        [0x47, ..] when head.Length > 376 && head[188] == 0x47 && head[376] == 0x47 => "video",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] or [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] or [(byte)'I', (byte)'D', (byte)'3', ..] or [(byte)'M', (byte)'T', (byte)'h', (byte)'d', ..] or [0xFF, 0xFB or 0xF3 or 0xF1 or 0xF9, ..] => "audio",
        [0x1F, 0x8B, ..] => "GZ",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "7Z",
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "RAR",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "BZ2",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "XZ",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "ZST",
        [(byte)'M', (byte)'S', (byte)'C', (byte)'F', ..] => "CAB",
        [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] or [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] => "program",
        [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', ..] => "SQLite",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "Parquet",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => "PSD",
        [(byte)'%', (byte)'!', (byte)'P', (byte)'S', ..] => "PostScript",
        [(byte)'A', (byte)'T', (byte)'&', (byte)'T', (byte)'F', (byte)'O', (byte)'R', (byte)'M', ..] => "DjVu",
        [(byte)'A', (byte)'C', (byte)'1', (byte)'0', ..] => "DWG",
        [(byte)'w', (byte)'O', (byte)'F', (byte)'F' or (byte)'2', ..] or [0, 1, 0, 0, 0, ..] or [(byte)'O', (byte)'T', (byte)'T', (byte)'O', ..] => "font",
        [0, 0, 1, 0, ..] => "ICO",
        [0xE4, 0x52, 0x5C, 0x7B, ..] => "OneNote",
        [(byte)'!', (byte)'B', (byte)'D', (byte)'N', ..] => "PST",
        _ when head.Length > 262 && head[257..262].SequenceEqual("ustar"u8) => "TAR",
        _ => null,
    };

    private static string IsoBrand(ReadOnlySpan<byte> head) =>
        head.Length < 12 ? "video" : head[8..12] switch
        {
            _ when SniffedHeads.IsHeic(head) => "HEIC",
            [(byte)'M', (byte)'4', (byte)'A', ..] => "audio",
            _ => "video",
        };
}
