namespace Assistant.Inference.Speech;

/// <summary>How recordings are cut and how many segments are heard at once.</summary>
public sealed class SpeechOptions
{
    public const string SectionName = "Speech";

    /// <summary>Probability of speech (Silero) above which speech begins.</summary>
    public float Threshold { get; set; } = 0.5f;

    /// <summary>Seconds of quiet that end a segment; less is needed the longer the segment is.</summary>
    public double SilenceSeconds { get; set; } = 0.6;

    /// <summary>Seconds of sound kept before and after speech.</summary>
    public double PaddingSeconds { get; set; } = 0.25;

    /// <summary>Longest segment in seconds; longer speech is cut at its quietest point.</summary>
    public double MaxSegmentSeconds { get; set; } = 20;

    /// <summary>Segments heard at once by the whole process; 0 takes the number of cores, at most 8.</summary>
    public int Concurrency { get; set; }

    internal int EffectiveConcurrency => Concurrency > 0 ? Concurrency : Math.Clamp(Environment.ProcessorCount, 1, 8);

    internal bool IsValid() => Threshold is > 0 and < 1 && SilenceSeconds > 0 && PaddingSeconds >= 0 && MaxSegmentSeconds is >= 5 and <= 30 && Concurrency >= 0;
}
