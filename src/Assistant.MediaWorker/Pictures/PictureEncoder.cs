using NetVips;

namespace Assistant.MediaWorker.Pictures;

/// <summary>Writes decoded pictures as JPEG: pixels only, without profile, place or device.</summary>
internal static class PictureEncoder
{
    private const int Quality = 90;

    /// <param name="longestSide">Pixels; a larger picture is made smaller, a smaller one is left.</param>
    public static byte[] Jpeg(Picture picture, int longestSide)
    {
        using var image = Image.NewFromMemory(picture.Rgb, picture.Width, picture.Height, bands: 3, Enums.BandFormat.Uchar);
        using var colours = image.Copy(interpretation: Enums.Interpretation.Srgb);
        using var fitting = colours.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down);
        return fitting.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }
}
