using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// What Whisper hears (https://arxiv.org/abs/2212.04356, 2.2): 30 s of sound as the logarithm of its power in mel bands, 100 frames a second. A frame is 400 samples under a
/// periodic Hann window, every 160 samples, the sound reflected at both ends; log10 of at least 1e-10, at most 8 below the largest, then (x + 4) / 4. Immutable; thread-safe.
/// </summary>
internal sealed class LogMelSpectrogram(int bands)
{
    public const int Frames = 3000;
    public const int Samples = Frames * Hop;

    private const int Hop = 160;
    private const int FftSize = 400;
    private const int Bins = (FftSize / 2) + 1;
    private const float Least = 1e-10f;
    private static readonly int s_lanes = Vector<float>.Count;
    private static readonly float[] s_window = [.. Enumerable.Range(0, FftSize).Select(n => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / FftSize))))];

    private readonly MelFilters _filters = new(bands, FftSize, PcmWindows.SampleRate);

    public int Bands => bands;

    /// <param name="samples">16 kHz mono in -1..1, at most 30 s; the rest is silence.</param>
    /// <param name="frames">How many of the 3000 frames are wanted, from the first on: all that sound, at least.</param>
    /// <returns>[bands, frames].</returns>
    public float[] Of(ReadOnlySpan<float> samples, int frames = Frames)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples.Length, Samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, Frames);
        var mel = new float[bands * frames];
        Array.Fill(mel, Least);
        var fourier = new FourierTransform(FftSize);
        var sounding = samples.Length == 0 ? 0 : Math.Min(frames, ((samples.Length + (FftSize / 2)) / Hop) + 1);
        for (var frame = 0; frame < sounding; frame += 2 * s_lanes)
            AddFrames(fourier, samples, frame, mel, frames);
        TensorPrimitives.Log10(mel, mel);
        TensorPrimitives.Max(mel, TensorPrimitives.Max<float>(mel) - 8, mel);
        TensorPrimitives.Add(mel, 4, mel);
        TensorPrimitives.Divide(mel, 4, mel);
        return mel;
    }

    /// <summary>Two frames a lane, one as the real and one as the imaginary part of a signal: the spectrum of a real signal is symmetric, so the two come apart again.</summary>
    private void AddFrames(FourierTransform fourier, ReadOnlySpan<float> samples, int first, float[] mel, int frames)
    {
        Fill(MemoryMarshal.Cast<Vector<float>, float>(fourier.Real), samples, first);
        Fill(MemoryMarshal.Cast<Vector<float>, float>(fourier.Imaginary), samples, first + s_lanes);
        fourier.Run();
        var real = fourier.Real;
        var imaginary = fourier.Imaginary;
        Span<Vector<float>> power = stackalloc Vector<float>[Bins];
        for (var bin = 0; bin < Bins; bin++)
        {
            var mirror = (FftSize - bin) % FftSize;
            var (a, b) = (real[bin] + real[mirror], imaginary[bin] - imaginary[mirror]);
            power[bin] = ((a * a) + (b * b)) * 0.25f;
        }
        Filter(power, first, mel, frames);
        for (var bin = 0; bin < Bins; bin++)
        {
            var mirror = (FftSize - bin) % FftSize;
            var (a, b) = (imaginary[bin] + imaginary[mirror], real[mirror] - real[bin]);
            power[bin] = ((a * a) + (b * b)) * 0.25f;
        }
        Filter(power, first + s_lanes, mel, frames);
    }

    private void Filter(ReadOnlySpan<Vector<float>> power, int frame, float[] mel, int frames)
    {
        var lanes = Math.Min(s_lanes, frames - frame);
        for (var band = 0; band < bands && lanes > 0; band++)
        {
            var (from, weights) = _filters[band];
            var sum = Vector<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
                sum += power[from + i] * weights[i];
            sum = Vector.Max(sum, new Vector<float>(Least));
            for (var lane = 0; lane < lanes; lane++)
                mel[(band * frames) + frame + lane] = sum[lane];
        }
    }

    private static void Fill(Span<float> lanes, ReadOnlySpan<float> samples, int first)
    {
        for (var lane = 0; lane < s_lanes; lane++)
        {
            var start = ((first + lane) * Hop) - (FftSize / 2);
            for (var i = 0; i < FftSize; i++)
                lanes[(i * s_lanes) + lane] = Sample(samples, start + i) * s_window[i];
        }
    }

    private static float Sample(ReadOnlySpan<float> samples, int at)
    {
        at = at < 0 ? -at : at < Samples ? at : (2 * (Samples - 1)) - at;
        return (uint)at < (uint)samples.Length ? samples[at] : 0;
    }
}
