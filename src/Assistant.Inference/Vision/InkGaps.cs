namespace Assistant.Inference.Vision;

/// <summary>Runs of columns of a line without ink: where every pixel is near the background.</summary>
internal static class InkGaps
{
    private const float InkContrast = 0.28f;

    public static List<(float Start, float End)> Of(LineImage line)
    {
        var (width, plane) = (line.Width, LineImage.Height * line.Width);
        var grey = new float[plane];
        for (var i = 0; i < plane; i++)
            grey[i] = 0.299f * line.Pixels[i] + 0.587f * line.Pixels[plane + i] + 0.114f * line.Pixels[2 * plane + i];
        var background = Background(grey);
        var contrast = grey.Max(value => Math.Abs(value - background));
        var gaps = new List<(float, float)>();
        if (contrast < 12)
            return gaps;
        var start = -1;
        for (var x = 0; x <= width; x++)
        {
            if (x < width && !HasInk(grey, x, width, background, contrast * InkContrast))
            {
                if (start < 0)
                    start = x;
                continue;
            }
            // Margins are no gaps.
            if (start > 0 && x < width)
                gaps.Add((start, x));
            start = -1;
        }
        return gaps;
    }

    /// <summary>Rules above and below text are no ink: the outer rows do not count.</summary>
    private static bool HasInk(float[] grey, int x, int width, float background, float threshold)
    {
        for (var y = 5; y < LineImage.Height - 5; y++)
            if (Math.Abs(grey[y * width + x] - background) > threshold)
                return true;
        return false;
    }

    /// <summary>The most frequent grey of the line.</summary>
    private static float Background(float[] grey)
    {
        Span<int> counts = stackalloc int[33];
        foreach (var value in grey)
            counts[Math.Clamp((int)(value / 8), 0, 31)]++;
        var best = 0;
        for (var i = 1; i < 32; i++)
            if (counts[i] > counts[best])
                best = i;
        return best * 8 + 4;
    }
}
