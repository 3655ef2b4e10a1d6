namespace Assistant.Inference.Vision.Preprocessing;

/// <summary>Kernels of a resize, numbered as preprocessor_config.json (and Pillow) number them.</summary>
internal enum ResampleFilter
{
    Lanczos = 1,
    Bilinear = 2,
    Bicubic = 3,
}

internal static class ResampleKernels
{
    /// <summary>Half the kernel's width, in pixels of the larger of the two pictures.</summary>
    public static double Support(this ResampleFilter filter) => filter switch
    {
        ResampleFilter.Bilinear => 1,
        ResampleFilter.Bicubic => 2,
        _ => 3,
    };

    /// <summary>Weight at a distance from the kernel's centre.</summary>
    public static double Weight(this ResampleFilter filter, double distance)
    {
        var x = Math.Abs(distance);
        return filter switch
        {
            ResampleFilter.Bilinear => x < 1 ? 1 - x : 0,
            ResampleFilter.Bicubic => Cubic(x),
            _ => x < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        };
    }

    /// <summary>Keys' cubic convolution with a = -0.5 (Keys 1981), as Pillow has it; other libraries take -0.75.</summary>
    private static double Cubic(double x)
    {
        const double a = -0.5;
        if (x < 1)
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
