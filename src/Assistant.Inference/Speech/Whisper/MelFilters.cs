namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Triangular filters on Slaney's mel scale (Auditory Toolbox: linear below 1,000 Hz at 200/3 Hz a mel, then a factor of 6.4^(1/27) a mel), normalised to equal area,
/// from 0 Hz to half the sampling rate. Only the bins that a filter touches are kept. Immutable.
/// </summary>
internal sealed class MelFilters
{
    private const double LinearHertz = 200.0 / 3;
    private const double LogFrom = 1000;
    private static readonly double s_logStep = Math.Log(6.4) / 27;

    private readonly (int First, float[] Weights)[] _filters;

    public MelFilters(int bands, int fftSize, int sampleRate)
    {
        var top = Mel(sampleRate / 2.0);
        var edges = Enumerable.Range(0, bands + 2).Select(i => Hertz(top * i / (bands + 1))).ToArray();
        var bins = Enumerable.Range(0, (fftSize / 2) + 1).Select(bin => (double)bin * sampleRate / fftSize).ToArray();
        _filters = [.. Enumerable.Range(0, bands).Select(band => Filter(bins, edges[band], edges[band + 1], edges[band + 2]))];
    }

    public int Bands => _filters.Length;

    /// <summary>First bin and the weights from there on.</summary>
    public (int First, float[] Weights) this[int band] => _filters[band];

    private static (int First, float[] Weights) Filter(double[] bins, double lower, double center, double upper)
    {
        var weights = bins.Select(bin => (float)(Math.Max(0, Math.Min((bin - lower) / (center - lower), (upper - bin) / (upper - center))) * 2 / (upper - lower))).ToArray();
        var first = Math.Max(Array.FindIndex(weights, weight => weight > 0), 0);
        return (first, [.. weights.Skip(first).TakeWhile(weight => weight > 0)]);
    }

    private static double Mel(double hertz) => hertz < LogFrom ? hertz / LinearHertz : (LogFrom / LinearHertz) + (Math.Log(hertz / LogFrom) / s_logStep);

    private static double Hertz(double mel) => mel < LogFrom / LinearHertz ? mel * LinearHertz : LogFrom * Math.Exp(s_logStep * (mel - (LogFrom / LinearHertz)));
}
