using Assistant.Perception;
using NetVips;

namespace Assistant.Inference.Tests.Vision;

/// <summary>
/// Pictures decoded as the reference decodes them: EXIF rotation applied, alpha dropped, colour profiles ignored. (The product shows pictures as people see them: alpha on
/// white, profiles applied; see the media worker's tests.)
/// </summary>
internal static class ReferencePictures
{
    public static Picture Decode(string path)
    {
        using var stored = Image.NewFromFile(path);
        using var upright = stored.Autorot();
        if (upright.Interpretation == Enums.Interpretation.Cmyk)
            return new(upright.Width, upright.Height, FromInks(upright.WriteToMemory<byte>()));
        using var colour = upright.Interpretation == Enums.Interpretation.Srgb ? upright.Copy() : upright.Colourspace(Enums.Interpretation.Srgb);
        using var three = colour.Bands > 3 ? colour.ExtractBand(0, n: 3) : colour.Copy();
        return new(three.Width, three.Height, three.WriteToMemory<byte>());
    }

    /// <summary>Each ink takes its share of the light that black leaves.</summary>
    private static byte[] FromInks(byte[] inks) =>
        [.. inks.Chunk(4).SelectMany(ink => ink.Take(3).Select(share => (byte)Math.Round((255 - share) * (255 - ink[3]) / 255.0)))];

    /// <summary>One colour with rectangles of others.</summary>
    public static Picture Painted(int width, int height, (byte R, byte G, byte B) ground, params (int X, int Y, int Width, int Height, (byte R, byte G, byte B) Colour)[] rectangles)
    {
        var rgb = new byte[width * height * 3];
        foreach (var (x0, y0, w, h, colour) in rectangles.Prepend((0, 0, width, height, ground)))
            for (var y = y0; y < y0 + h; y++)
                for (var x = x0; x < x0 + w; x++)
                    (rgb[(y * width + x) * 3], rgb[(y * width + x) * 3 + 1], rgb[(y * width + x) * 3 + 2]) = colour;
        return new(width, height, rgb);
    }
}
