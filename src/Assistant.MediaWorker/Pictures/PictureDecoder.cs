namespace Assistant.MediaWorker.Pictures;

/// <summary>Decodes a picture of any supported format to 8-bit sRGB.</summary>
internal static class PictureDecoder
{
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    public static Picture Decode(ReadOnlyMemory<byte> bytes, WorkerLimits limits) => throw new MediaException(AttachmentProblem.Unsupported);

    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    public static Picture Decode(string path, WorkerLimits limits) => throw new MediaException(AttachmentProblem.Unsupported);
}
