using System.Runtime.CompilerServices;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>At most 30 s of sound to be heard at once: stretches of speech one after the other, without the silence between them.</summary>
internal sealed class SpeechWindow(IReadOnlyList<SpeechSpan> spans)
{
    private const double Seam = 0.75;

    public IReadOnlyList<SpeechSpan> Spans => spans;

    public double Seconds => spans.Sum(span => span.Seconds);

    /// <summary>16 kHz mono in -1..1.</summary>
    public float[] Samples() => [.. spans.SelectMany(span => span.Samples).Take(LogMelSpectrogram.Samples)];

    /// <summary>As few windows as the stretches, in their order, fit into; a stretch is never cut.</summary>
    public static async IAsyncEnumerable<SpeechWindow> PackAsync(IAsyncEnumerable<SpeechSpan> spans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const double longest = (double)LogMelSpectrogram.Samples / PcmWindows.SampleRate;
        var packed = new List<SpeechSpan>();
        await foreach (var span in spans.WithCancellation(cancellationToken))
        {
            if (packed.Count > 0 && packed.Sum(p => p.Seconds) + span.Seconds > longest)
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

    /// <summary>Second of the recording at which something begins that begins at a second of this window: near the seam of two stretches it is the later one's start.</summary>
    public double StartAt(double second)
    {
        foreach (var (span, from, isLast) in Placed())
        {
            var (into, seam) = (second - from, Math.Min(Seam, span.Seconds / 2));
            if (isLast || into < span.Seconds - seam)
                return into < seam ? span.Start : span.Start + Math.Min(into, span.Seconds);
        }
        return 0;
    }

    /// <summary>Second of the recording at which something ends: near the seam of two stretches it is the earlier one's end.</summary>
    public double EndAt(double second)
    {
        foreach (var (span, from, _) in Placed().Reverse())
        {
            var (into, seam) = (second - from, Math.Min(Seam, span.Seconds / 2));
            if (from == 0 || into > seam)
                return into > span.Seconds - seam ? span.Start + span.Seconds : span.Start + Math.Max(into, 0);
        }
        return 0;
    }

    private IEnumerable<(SpeechSpan Span, double From, bool IsLast)> Placed()
    {
        var from = 0.0;
        foreach (var (i, span) in spans.Index())
        {
            yield return (span, from, i == spans.Count - 1);
            from += span.Seconds;
        }
    }
}
