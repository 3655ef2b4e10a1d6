using SkiaSharp;

namespace Assistant.MediaWorker.Pictures;

/// <summary>BMP, which libvips does not read.</summary>
internal static class SkiaDecoder
{
    public static Picture Decode(Stream file, WorkerLimits limits)
    {
        using var codec = SKCodec.Create(file) ?? throw new MediaException(AttachmentProblem.Damaged);
        PictureDecoder.CheckSize(codec.Info.Width, codec.Info.Height, limits);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, SKColorSpace.CreateSrgb());
        var pixels = new byte[info.BytesSize];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* first = pixels)
                result = codec.GetPixels(info, (nint)first);
        }
        if (result != SKCodecResult.Success)
            throw new MediaException(AttachmentProblem.Damaged);
        return new Picture(info.Width, info.Height, OnWhite(pixels));
    }

    private static byte[] OnWhite(ReadOnlySpan<byte> rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            var alpha = rgba[from + 3];
            for (var channel = 0; channel < 3; channel++)
                rgb[to + channel] = (byte)((rgba[from + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return rgb;
    }
}
