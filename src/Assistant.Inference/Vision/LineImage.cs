using Assistant.Perception;

namespace Assistant.Inference.Vision;

/// <summary>One line of text cut out of a picture and turned upright: 48 pixels high, red, green and blue planes of 0 to 255.</summary>
internal sealed class LineImage
{
    public const int Height = 48;
    private const int MaxTaps = 4;

    private LineImage(int width, float[] pixels) => (Width, Pixels) = (width, pixels);

    public int Width { get; }

    /// <summary>3 x 48 x width.</summary>
    public float[] Pixels { get; }

    public static LineImage Cut(Picture picture, RotatedBox box)
    {
        var width = Math.Max(16, (int)Math.Ceiling(Height * box.Length / Math.Max(1, box.Height)));
        var pixels = new float[3 * Height * width];
        var (stepX, stepY) = (box.Along * (box.Length / width), box.Across * (box.Height / Height));
        // Shrinking by more than one pixel a step would skip ink: average a few samples instead.
        var tapsX = Math.Clamp((int)Math.Round(box.Length / width), 1, MaxTaps);
        var tapsY = Math.Clamp((int)Math.Round(box.Height / Height), 1, MaxTaps);
        var share = 1f / (tapsX * tapsY);
        var source = picture.Rgb.Span;
        var origin = box.TopLeft - new Point(0.5f, 0.5f);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < width; x++)
            {
                float r = 0, g = 0, b = 0;
                for (var ty = 0; ty < tapsY; ty++)
                    for (var tx = 0; tx < tapsX; tx++)
                    {
                        var at = origin + stepX * (x + (tx + 0.5f) / tapsX) + stepY * (y + (ty + 0.5f) / tapsY);
                        Sample(source, picture.Width, picture.Height, at, ref r, ref g, ref b);
                    }
                var pixel = y * width + x;
                pixels[pixel] = r * share;
                pixels[Height * width + pixel] = g * share;
                pixels[2 * Height * width + pixel] = b * share;
            }
        return new(width, pixels);
    }

    /// <summary>Columns from <paramref name="start"/> (inclusive) to <paramref name="end"/>.</summary>
    public LineImage Columns(int start, int end)
    {
        var width = end - start;
        var part = new float[3 * Height * width];
        for (var row = 0; row < 3 * Height; row++)
            Pixels.AsSpan(row * Width + start, width).CopyTo(part.AsSpan(row * width));
        return new(width, part);
    }

    private static void Sample(ReadOnlySpan<byte> source, int width, int height, Point at, ref float r, ref float g, ref float b)
    {
        var (x, y) = (Math.Clamp(at.X, 0, width - 1), Math.Clamp(at.Y, 0, height - 1));
        var (x0, y0) = ((int)x, (int)y);
        var (x1, y1) = (Math.Min(x0 + 1, width - 1), Math.Min(y0 + 1, height - 1));
        var (fx, fy) = (x - x0, y - y0);
        var (w00, w10, w01, w11) = ((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy);
        var (p00, p10, p01, p11) = ((y0 * width + x0) * 3, (y0 * width + x1) * 3, (y1 * width + x0) * 3, (y1 * width + x1) * 3);
        r += w00 * source[p00] + w10 * source[p10] + w01 * source[p01] + w11 * source[p11];
        g += w00 * source[p00 + 1] + w10 * source[p10 + 1] + w01 * source[p01 + 1] + w11 * source[p11 + 1];
        b += w00 * source[p00 + 2] + w10 * source[p10 + 2] + w01 * source[p01 + 2] + w11 * source[p11 + 2];
    }
}
