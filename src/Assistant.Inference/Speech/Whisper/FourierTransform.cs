using System.Numerics;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Complex discrete Fourier transform of a length made of small factors, of as many signals at once as a vector has lanes: Stockham's self-sorting form
/// (https://doi.org/10.1007/BF01386224 for the factors), which needs no reordering. Not thread-safe: it owns its scratch memory.
/// </summary>
internal sealed class FourierTransform
{
    private static readonly int[] s_factors = [5, 4, 3, 2, 7];

    private readonly Stage[] _stages;
    private Vector<float>[] _real;
    private Vector<float>[] _imaginary;
    private Vector<float>[] _nextReal;
    private Vector<float>[] _nextImaginary;

    /// <exception cref="ArgumentException">The length has a prime factor above 7.</exception>
    public FourierTransform(int length)
    {
        _stages = [.. Stages(length)];
        (_real, _imaginary, _nextReal, _nextImaginary) = (new Vector<float>[length], new Vector<float>[length], new Vector<float>[length], new Vector<float>[length]);
    }

    /// <summary>Real parts: the signals before <see cref="Run"/>, the spectra after it. [length], a signal a lane. Ask again after each run: the arrays change places.</summary>
    public Span<Vector<float>> Real => _real;

    /// <summary>Imaginary parts, as <see cref="Real"/>.</summary>
    public Span<Vector<float>> Imaginary => _imaginary;

    public void Run()
    {
        foreach (var stage in _stages)
        {
            stage.Run(_real, _imaginary, _nextReal, _nextImaginary);
            (_real, _nextReal) = (_nextReal, _real);
            (_imaginary, _nextImaginary) = (_nextImaginary, _imaginary);
        }
    }

    private static IEnumerable<Stage> Stages(int length)
    {
        for (var (left, stride) = (length, 1); left > 1;)
        {
            var radix = s_factors.FirstOrDefault(factor => left % factor == 0);
            if (radix == 0)
                throw new ArgumentException($"{length} has a prime factor above 7.", nameof(length));
            yield return new(radix, left, stride);
            (left, stride) = (left / radix, stride * radix);
        }
    }

    /// <summary>One factor: out[q + s(rp + k)] = sum over j of in[q + s(p + mj)] exp(-2 pi i k (p + mj) / n), with n = r m.</summary>
    private sealed class Stage
    {
        private readonly int _radix;
        private readonly int _parts;
        private readonly int _stride;
        private readonly float[] _cos;
        private readonly float[] _sin;

        public Stage(int radix, int length, int stride)
        {
            (_radix, _parts, _stride) = (radix, length / radix, stride);
            (_cos, _sin) = (new float[length * radix], new float[length * radix]);
            for (var at = 0; at < _cos.Length; at++)
            {
                var (p, k, j) = (at / (radix * radix), at / radix % radix, at % radix);
                var (sin, cos) = Math.SinCos(-2 * Math.PI * (k * (p + (_parts * j)) % length) / length);
                (_cos[at], _sin[at]) = ((float)cos, (float)sin);
            }
        }

        public void Run(Vector<float>[] real, Vector<float>[] imaginary, Vector<float>[] toReal, Vector<float>[] toImaginary)
        {
            for (var p = 0; p < _parts; p++)
                for (var k = 0; k < _radix; k++)
                {
                    var turn = ((p * _radix) + k) * _radix;
                    for (var q = 0; q < _stride; q++)
                    {
                        var (sumReal, sumImaginary) = (Vector<float>.Zero, Vector<float>.Zero);
                        for (var j = 0; j < _radix; j++)
                        {
                            var from = q + (_stride * (p + (_parts * j)));
                            var (cos, sin) = (_cos[turn + j], _sin[turn + j]);
                            sumReal += (real[from] * cos) - (imaginary[from] * sin);
                            sumImaginary += (real[from] * sin) + (imaginary[from] * cos);
                        }
                        var to = q + (_stride * ((_radix * p) + k));
                        (toReal[to], toImaginary[to]) = (sumReal, sumImaginary);
                    }
                }
        }
    }
}
