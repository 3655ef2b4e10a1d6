using System.Globalization;

namespace Assistant.MediaWorker.Pictures;

/// <summary>Decodes a picture of any supported format to 8-bit sRGB: told apart by content, its size read before a pixel is.</summary>
internal static class PictureDecoder
{
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    public static Picture Decode(ReadOnlyMemory<byte> bytes, WorkerLimits limits)
    {
        if (bytes.IsEmpty)
            throw new MediaException(AttachmentProblem.Empty);
        return Sniff(bytes.Span[..Math.Min(bytes.Length, SniffedPicture.HeadLength)]) == PictureFormat.Bmp
            ? SkiaDecoder.Decode(new MemoryStream(bytes.ToArray()), limits)
            : VipsDecoder.Decode(bytes, limits);
    }

    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    public static Picture Decode(string path, WorkerLimits limits)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            throw new MediaException(AttachmentProblem.Empty);
        var head = new byte[SniffedPicture.HeadLength];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return Sniff(head.AsSpan(0, read)) == PictureFormat.Bmp ? SkiaDecoder.Decode(file, limits) : VipsDecoder.Decode(path, limits);
    }

    /// <exception cref="MediaException">More pixels than are decoded.</exception>
    internal static void CheckSize(int width, int height, WorkerLimits limits)
    {
        if ((long)width * height > limits.MaxPixels)
            throw new MediaException(AttachmentProblem.TooManyPixels, string.Create(CultureInfo.InvariantCulture, $"{width:N0} x {height:N0}"));
        if (width < 1 || height < 1)
            throw new MediaException(AttachmentProblem.Damaged);
    }

    private static PictureFormat Sniff(ReadOnlySpan<byte> head)
    {
        var sniffed = SniffedPicture.Of(head);
        return sniffed.Format switch
        {
            PictureFormat.Refused => throw new MediaException(AttachmentProblem.Unsupported, sniffed.Name),
            PictureFormat.Unknown => throw new MediaException(AttachmentProblem.Damaged),
            var format => format,
        };
    }
}
