using NetVips;

namespace Assistant.Benchmarks.Vision;

/// <summary>A picture as another would take it: turned a little, cut, brighter or darker, saved as a smaller JPEG. The same seed gives the same picture.</summary>
internal static class AugmentedPicture
{
    private const double MostDegrees = 12;

    /// <param name="kind">crop, rotation, brightness, jpeg, or all.</param>
    /// <returns>A JPEG file.</returns>
    public static byte[] Of(string path, string kind, int seed)
    {
        var random = new Random(seed);
        // Drawn in the same order whatever is wanted of them.
        var (degrees, kept, left, top, light) = ((random.NextDouble() * 2 - 1) * MostDegrees, 0.75 + random.NextDouble() * 0.15, random.NextDouble(), random.NextDouble(), 0.65 + random.NextDouble() * 0.7);
        using var original = Image.NewFromFile(path);
        var image = original.Colourspace(Enums.Interpretation.Srgb).ExtractBand(0, n: 3);
        if (kind is "rotation" or "all")
        {
            var (width, height) = (image.Width, image.Height);
            image = image.Rotate(degrees, background: [255, 255, 255]);
            image = image.Crop((image.Width - width) / 2, (image.Height - height) / 2, Math.Min(width, image.Width), Math.Min(height, image.Height));
        }
        if (kind is "crop" or "all")
        {
            var (width, height) = ((int)(image.Width * kept), (int)(image.Height * kept));
            image = image.Crop((int)((image.Width - width) * left), (int)((image.Height - height) * top), width, height);
        }
        if (kind is "brightness" or "all")
            image = image.Linear([light], [0.0], uchar: true);
        return image.JpegsaveBuffer(q: kind is "jpeg" or "all" ? 35 : 92);
    }
}
