using System.Runtime.CompilerServices;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>At most 30 s of sound to be heard at once: stretches of speech one after the other, without the silence between them.</summary>
internal sealed class SpeechWindow(IReadOnlyList<SpeechSpan> spans)
{
    /// <summary>Seconds of silence over which stretches no longer belong together: what was said is not held back until somebody speaks again half an hour later.</summary>
    private const double LongestSilence = 30;

    public IReadOnlyList<SpeechSpan> Spans => spans;

    public double Seconds => spans.Sum(span => span.Seconds);

    /// <summary>16 kHz mono in -1..1.</summary>
    public float[] Samples() => [.. spans.SelectMany(span => span.Samples).Take(LogMelSpectrogram.Samples)];

    /// <summary>As few windows as the stretches, in their order, fit into; a stretch is never cut, and a long silence ends a window.</summary>
    public static async IAsyncEnumerable<SpeechWindow> PackAsync(IAsyncEnumerable<SpeechSpan> spans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const double longest = (double)LogMelSpectrogram.Samples / PcmWindows.SampleRate;
        var packed = new List<SpeechSpan>();
        await foreach (var span in spans.WithCancellation(cancellationToken))
        {
            if (packed.Count > 0 && (packed.Sum(p => p.Seconds) + span.Seconds > longest || span.Start - packed[^1].Start - packed[^1].Seconds > LongestSilence))
            {
                yield return new([.. packed]);
                packed.Clear();
            }
            packed.Add(span);
        }
        if (packed.Count > 0)
            yield return new([.. packed]);
    }

    /// <summary>The first half and the second: between two stretches, or at the quietest point of the only one.</summary>
    public (SpeechWindow First, SpeechWindow Second) Halve()
    {
        if (spans is [var only])
        {
            var (first, second) = only.Halve();
            return (new([first]), new([second]));
        }
        return (new([.. spans.Take(spans.Count / 2)]), new([.. spans.Skip(spans.Count / 2)]));
    }

    /// <summary>Seconds in this window at which a stretch ends and the next begins.</summary>
    public IReadOnlyList<double> Seams()
    {
        var (seams, at) = (new List<double>(), 0.0);
        foreach (var span in spans.SkipLast(1))
            seams.Add(at += span.Seconds);
        return seams;
    }
}
