namespace Assistant.Perception.MediaProtocol;

/// <summary>Bounds of one request, sent along with it by the server. Reaching one ends in a <see cref="GapPart"/> where something was read, else in a <see cref="MediaException"/>.</summary>
internal sealed record WorkerLimits
{
    /// <summary>Width times height of a picture, tested before any pixel is decoded.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>Characters of text of one document.</summary>
    public int MaxCharacters { get; init; } = 5_000_000;

    /// <summary>Pages, sheets or slides of one document.</summary>
    public int MaxPages { get; init; } = 2_000;

    /// <summary>Embedded pictures and scanned pages of one document.</summary>
    public int MaxPictures { get; init; } = 200;

    /// <summary>Bytes that a packed document (docx, xlsx, pptx, a zipped part) may unpack to, all parts together.</summary>
    public long MaxUnpackedBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Attachments within attachments (a mail in a mail).</summary>
    public int MaxDepth { get; init; } = 4;
}
