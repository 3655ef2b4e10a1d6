using Assistant.Perception;

namespace Assistant.Inference.Vision.Preprocessing;

/// <summary>
/// Resizes as the reference (Pillow) does: antialiased, columns before rows, weights in fixed point with 22 binary places, each pass rounded to 8 bits.
/// Only what is kept of the result is computed, so that a very long picture costs no more than its own pixels.
/// </summary>
internal static class Resampler
{
    private const int Precision = 32 - 8 - 2;
    private const int Half = 1 << (Precision - 1);

    /// <param name="width">Of the whole resized picture.</param>
    /// <param name="kept">The part of the resized picture that is wanted; lies within it.</param>
    /// <returns>Three bytes a pixel, rows from the top, of <paramref name="kept"/>.</returns>
    public static byte[] Resize(Picture picture, int width, int height, PixelArea kept, ResampleFilter filter)
    {
        var columns = Taps.Of(picture.Width, width, kept.X, kept.Width, filter);
        var rows = Taps.Of(picture.Height, height, kept.Y, kept.Height, filter);
        var (top, bottom) = (rows.First[0], rows.First[^1] + rows.Count[^1]);
        var narrow = Columns(picture, top, bottom, columns);
        var result = new byte[kept.Width * 3 * kept.Height];
        var (stride, sums) = (kept.Width * 3, new int[kept.Width * 3]);
        for (var y = 0; y < kept.Height; y++)
        {
            Array.Fill(sums, Half);
            for (var k = 0; k < rows.Count[y]; k++)
            {
                var weight = rows.Weights[rows.Start[y] + k];
                var source = narrow.AsSpan((rows.First[y] - top + k) * stride, stride);
                for (var i = 0; i < source.Length; i++)
                    sums[i] += source[i] * weight;
            }
            var target = result.AsSpan(y * stride, stride);
            for (var i = 0; i < target.Length; i++)
                target[i] = Clip(sums[i]);
        }
        return result;
    }

    private static byte[] Columns(Picture picture, int top, int bottom, Taps columns)
    {
        var width = columns.First.Length;
        var result = new byte[(bottom - top) * width * 3];
        for (var y = top; y < bottom; y++)
        {
            var source = picture.Rgb.Span.Slice(y * picture.Width * 3, picture.Width * 3);
            var target = result.AsSpan((y - top) * width * 3, width * 3);
            for (var x = 0; x < width; x++)
            {
                int red = Half, green = Half, blue = Half;
                var at = columns.First[x] * 3;
                foreach (var weight in columns.Weights.AsSpan(columns.Start[x], columns.Count[x]))
                {
                    red += source[at] * weight;
                    green += source[at + 1] * weight;
                    blue += source[at + 2] * weight;
                    at += 3;
                }
                (target[x * 3], target[x * 3 + 1], target[x * 3 + 2]) = (Clip(red), Clip(green), Clip(blue));
            }
        }
        return result;
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> Precision, 0, 255);

    /// <summary>For each wanted position: the first source position, how many follow it, and their weights from <see cref="Start"/> on.</summary>
    private sealed record Taps(int[] First, int[] Count, int[] Start, int[] Weights)
    {
        public static Taps Of(int source, int target, int from, int wanted, ResampleFilter filter)
        {
            var scale = (double)source / target;
            var stretch = Math.Max(scale, 1);
            var support = filter.Support() * stretch;
            var (first, count, start, weights) = (new int[wanted], new int[wanted], new int[wanted], new List<int>());
            for (var i = 0; i < wanted; i++)
            {
                var center = (from + i + 0.5) * scale;
                first[i] = Math.Max((int)(center - support + 0.5), 0);
                count[i] = Math.Min((int)(center + support + 0.5), source) - first[i];
                start[i] = weights.Count;
                var exact = new double[count[i]];
                for (var k = 0; k < exact.Length; k++)
                    exact[k] = filter.Weight((first[i] + k - center + 0.5) / stretch);
                var sum = exact.Sum();
                foreach (var weight in exact)
                    weights.Add((int)Math.Round(weight / sum * (1 << Precision), MidpointRounding.AwayFromZero));
            }
            return new(first, count, start, [.. weights]);
        }
    }
}

/// <summary>A part of a picture in whole pixels.</summary>
internal readonly record struct PixelArea(int X, int Y, int Width, int Height);
