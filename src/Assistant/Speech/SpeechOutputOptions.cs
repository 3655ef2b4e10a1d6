namespace Assistant.Speech;

/// <summary>Whether answers can be read aloud, by which voices and within which limits.</summary>
public sealed class SpeechOutputOptions
{
    public const string SectionName = "Speech:Output";

    /// <summary>People may have answers read aloud on the page, and other programs texts by /v1/audio/speech.</summary>
    public bool Enabled { get; set; }

    /// <summary>The voice for English: one of `espeak-ng --voices` by its language (en-gb, en-us), or the folder name of an installed voice model; empty takes the best installed.</summary>
    public string English { get; set; } = "";

    /// <summary>The voice for Chinese, likewise.</summary>
    public string Chinese { get; set; } = "";

    /// <summary>How fast, by a voice's own speed.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>Longest text. An answer is cut at the end of a sentence before it, which is said; other texts are refused.</summary>
    public int MaxCharacters { get; set; } = 5_000;

    /// <summary>Longest sound of one text.</summary>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait for the next piece of sound, and for a turn when others are being read to.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Texts read aloud at once by the whole process; further ones wait.</summary>
    public int Concurrency { get; set; } = 2;

    internal bool IsValid() => Speed is >= 0.25 and <= 4 && MaxCharacters is > 0 and <= 100_000 && MaxDuration > TimeSpan.Zero && MaxDuration <= TimeSpan.FromHours(4) && Timeout > TimeSpan.Zero && Concurrency > 0;
}
