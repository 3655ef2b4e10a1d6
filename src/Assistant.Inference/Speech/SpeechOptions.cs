using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Speech;

/// <summary>How recordings are cut, which model hears them and how many stretches are heard at once.</summary>
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

    /// <summary>Folder name of the Whisper model that hears what is not English; empty takes the largest installed.</summary>
    public string WhisperModel { get; set; } = "";

    /// <summary>Characters that Chinese speech is written in, unless the language asked for says it (zh-Hans, zh-Hant): Simplified or Traditional.</summary>
    public ChineseCharacters ChineseCharacters { get; set; } = ChineseCharacters.Simplified;

    /// <summary>Tokens of what was said before that Whisper is told with the next 30 seconds; 0 tells it nothing.</summary>
    public int PromptTokens { get; set; } = 64;

    /// <summary>Hypotheses that Whisper follows at once; 1 takes the likeliest token each time, 5 is what its makers measured with, at several times the time.</summary>
    public int Beams { get; set; } = 1;

    /// <summary>Whisper writes down in English what is said in other languages.</summary>
    public bool Translate { get; set; }

    /// <summary>Seconds of silence that Whisper hears after what was said. Its encoder was trained on windows of 30 seconds; hearing less of a short recording saves most of its time. 30 lets it hear all 30 always.</summary>
    public double WhisperTailSeconds { get; set; } = 4;

    /// <summary>Seconds that Whisper hears at the least, the silence after what was said included.</summary>
    public double WhisperLeastSeconds { get; set; } = 10;

    /// <summary>Languages (codes, with commas between) of which Whisper may hear less than its 30 seconds: English, where that was measured and costs nothing. On Mandarin and on made German whisper-base errs more.</summary>
    public string WhisperShortWindow { get; set; } = "en";

    internal bool HearsAll(string language) => !WhisperShortWindow.Split(',', StringSplitOptions.TrimEntries).Contains(language);

    internal EncoderWindow EncoderWindow => new(WhisperTailSeconds, WhisperLeastSeconds);

    internal int EffectiveConcurrency => Concurrency > 0 ? Concurrency : Math.Clamp(Environment.ProcessorCount, 1, 8);

    internal bool IsValid() => Threshold is > 0 and < 1 && SilenceSeconds > 0 && PaddingSeconds >= 0 && MaxSegmentSeconds is >= 5 and <= 30 && Concurrency >= 0
        && WhisperTailSeconds is >= 0 and <= 30 && WhisperLeastSeconds is >= 1 and <= 30 && PromptTokens is >= 0 and <= 160 && Beams is >= 1 and <= 10 && Enum.IsDefined(ChineseCharacters);
}

public enum ChineseCharacters
{
    Simplified,
    Traditional,
}
