namespace Assistant.Perception;

/// <summary>Bounds of what one message may bring.</summary>
public sealed class PerceptionOptions
{
    public const string SectionName = "Perception";

    /// <summary>Attachments read of one message; those beyond are named in the answer as not read.</summary>
    public int MaxAttachments { get; set; } = 20;

    /// <summary>Bytes of one attachment: an hour of speech as a plain wav file has 115 million.</summary>
    public long MaxBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Pictures and scanned pages read inside one document.</summary>
    public int MaxPicturesPerDocument { get; set; } = 200;

    /// <summary>Characters kept of one document; the rest is named in the answer as not read.</summary>
    public int MaxCharacters { get; set; } = 5_000_000;

    /// <summary>Recordings up to this long, sent without typed text, are taken as the question itself.</summary>
    public TimeSpan LongestSpokenQuestion { get; set; } = TimeSpan.FromSeconds(60);

    internal bool IsValid() => MaxAttachments > 0 && MaxBytes > 0 && MaxPicturesPerDocument >= 0 && MaxCharacters > 0 && LongestSpokenQuestion >= TimeSpan.Zero;
}
