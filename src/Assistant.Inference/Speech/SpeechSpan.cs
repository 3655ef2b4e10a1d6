namespace Assistant.Inference.Speech;

/// <summary>A stretch of sound with speech in it, cut out of a recording.</summary>
/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="Samples">16 kHz mono in -1..1.</param>
/// <param name="Speech">Probability of speech of each window of 512 samples.</param>
internal sealed record SpeechSpan(double Start, float[] Samples, float[] Speech)
{
    public double Seconds => (double)Samples.Length / PcmWindows.SampleRate;

    /// <summary>The first half and the second, cut at the quietest point near the middle.</summary>
    public (SpeechSpan First, SpeechSpan Second) Halve()
    {
        var cut = QuietestPoint.Of(Speech, Samples, Speech.Length / 4, Speech.Length * 3 / 4);
        var at = cut * PcmWindows.Size;
        return (this with { Samples = Samples[..at], Speech = Speech[..cut] },
            new(Start + (cut * PcmWindows.Seconds), Samples[at..], Speech[cut..]));
    }
}
