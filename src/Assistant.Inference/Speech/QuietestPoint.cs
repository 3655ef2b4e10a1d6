using System.Numerics.Tensors;

namespace Assistant.Inference.Speech;

/// <summary>Where to cut speech that goes on: the window with the least speech around it, the softest of several equal ones.</summary>
internal static class QuietestPoint
{
    private const int Around = 2;

    /// <returns>Index of a window within [from, to), or <paramref name="from"/> when that is empty.</returns>
    public static int Of(ReadOnlySpan<float> speech, ReadOnlySpan<float> samples, int from, int to)
    {
        var (best, least) = (from, float.MaxValue);
        for (var at = from; at < Math.Min(to, speech.Length); at++)
        {
            var first = Math.Max(at - Around, 0);
            var near = speech[first..Math.Min(at + Around + 1, speech.Length)];
            var sound = samples.Slice(at * PcmWindows.Size, Math.Min(PcmWindows.Size, samples.Length - (at * PcmWindows.Size)));
            var loudness = TensorPrimitives.Norm(sound) / MathF.Sqrt(PcmWindows.Size);
            var score = TensorPrimitives.Average(near) + Math.Min(loudness, 0.5f);
            if (score < least)
                (best, least) = (at, score);
        }
        return best;
    }
}
