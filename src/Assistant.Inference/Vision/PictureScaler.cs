using Assistant.Perception;

namespace Assistant.Inference.Vision;

/// <summary>How a network wants its pixels: mean and deviation of a 0 to 1 value by plane, and the planes' order.</summary>
internal sealed record PixelScale(float[] Mean, float[] Deviation, bool BlueFirst);

/// <summary>Resizes a part of a picture into a network's input planes.</summary>
internal static class PictureScaler
{
    /// <summary>Area average when shrinking, bilinear when enlarging.</summary>
    /// <param name="target">3 x height x width.</param>
    public static void Fill(Picture picture, int x0, int y0, int sourceWidth, int sourceHeight, Span<float> target, int width, int height, PixelScale pixels)
    {
        var (first, third) = pixels.BlueFirst ? (2, 0) : (0, 2);
        var columns = Taps(sourceWidth, width);
        var rows = Taps(sourceHeight, height);
        var source = picture.Rgb.Span;
        var line = new float[sourceWidth * 3];
        var plane = width * height;
        for (var y = 0; y < height; y++)
        {
            Array.Clear(line);
            for (var k = rows.Start[y]; k < rows.Start[y + 1]; k++)
            {
                var weight = rows.Weight[k];
                var row = source.Slice(((y0 + rows.Index[k]) * picture.Width + x0) * 3, sourceWidth * 3);
                for (var i = 0; i < line.Length; i++)
                    line[i] += weight * row[i];
            }
            for (var x = 0; x < width; x++)
            {
                float a = 0, g = 0, c = 0;
                for (var k = columns.Start[x]; k < columns.Start[x + 1]; k++)
                {
                    var (at, weight) = (columns.Index[k] * 3, columns.Weight[k]);
                    a += weight * line[at + first];
                    g += weight * line[at + 1];
                    c += weight * line[at + third];
                }
                var pixel = y * width + x;
                target[pixel] = (a / 255 - pixels.Mean[0]) / pixels.Deviation[0];
                target[plane + pixel] = (g / 255 - pixels.Mean[1]) / pixels.Deviation[1];
                target[2 * plane + pixel] = (c / 255 - pixels.Mean[2]) / pixels.Deviation[2];
            }
        }
    }

    private static (int[] Start, int[] Index, float[] Weight) Taps(int source, int target)
    {
        var scale = (float)source / target;
        var support = Math.Max(1f, scale);
        var (starts, indexes, weights) = (new int[target + 1], new List<int>(), new List<float>());
        for (var i = 0; i < target; i++)
        {
            starts[i] = indexes.Count;
            var center = (i + 0.5f) * scale - 0.5f;
            var (first, last) = ((int)MathF.Ceiling(center - support), (int)MathF.Floor(center + support));
            var total = 0f;
            for (var j = first; j <= last; j++)
            {
                var weight = 1 - Math.Abs(j - center) / support;
                if (weight <= 0)
                    continue;
                indexes.Add(Math.Clamp(j, 0, source - 1));
                weights.Add(weight);
                total += weight;
            }
            for (var k = starts[i]; k < weights.Count; k++)
                weights[k] /= total;
        }
        starts[target] = indexes.Count;
        return (starts, [.. indexes], [.. weights]);
    }
}
