namespace Assistant.Perception;

/// <summary>Bounds of what one message may bring.</summary>
public sealed class PerceptionOptions
{
    public const string SectionName = "Perception";

    /// <summary>Attachments read of one message; those beyond are named in the answer as not read.</summary>
    public int MaxAttachments { get; set; } = 20;

    /// <summary>Bytes of one attachment: an hour of speech as a plain wav file has 115 million. For recordings that are heard while they are read, see <see cref="MaxRecordingBytes"/>.</summary>
    public long MaxBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Bytes of one wav, flac, mp3, ogg or webm, of which never more than a piece is held: an hour in CD quality as a wav file has 635 million. How long it may last is MediaWorkers:LongestRecording.</summary>
    public long MaxRecordingBytes { get; set; } = 1024 * 1024 * 1024;

    /// <summary>Pictures and scanned pages read inside one document.</summary>
    public int MaxPicturesPerDocument { get; set; } = 200;

    /// <summary>Characters kept of one document; the rest is named in the answer as not read.</summary>
    public int MaxCharacters { get; set; } = 5_000_000;

    /// <summary>Recordings up to this long, sent without typed text, are taken as the question itself.</summary>
    public TimeSpan LongestSpokenQuestion { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What a file of any kind may have at most.</summary>
    public long MostBytes => Math.Max(MaxBytes, MaxRecordingBytes);

    /// <summary>What a file that begins so may have.</summary>
    internal long MaxBytesOf(ReadOnlySpan<byte> head) => MediaKinds.IsHeardPiecewise(head) ? MostBytes : MaxBytes;

    internal bool IsValid() => MaxAttachments > 0 && MaxBytes > 0 && MaxRecordingBytes > 0 && MaxPicturesPerDocument >= 0 && MaxCharacters > 0 && LongestSpokenQuestion >= TimeSpan.Zero;
}
