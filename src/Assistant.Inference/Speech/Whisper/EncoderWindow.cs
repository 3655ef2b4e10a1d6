namespace Assistant.Inference.Speech.Whisper;

/// <summary>How much Whisper's encoder hears of a recording shorter than its 30 s: the recording and a tail of silence.</summary>
/// <param name="TailSeconds">Silence after the recording; 30 makes it the whole window always.</param>
/// <param name="LeastSeconds">Of recording and silence.</param>
internal readonly record struct EncoderWindow(double TailSeconds, double LeastSeconds)
{
    public static readonly EncoderWindow Whole = new(30, 30);

    /// <summary>Sizes differ by whole steps only, so that few different ones occur.</summary>
    private const int Step = 100;
    private const int FramesPerSecond = LogMelSpectrogram.Frames / 30;

    public bool IsWhole => TailSeconds >= 30 || LeastSeconds >= 30;

    /// <param name="samples">Of the recording, at 16 kHz.</param>
    /// <returns>How many frames to hear: a multiple of 100, at most 3000.</returns>
    public int Frames(int samples)
    {
        var seconds = Math.Max(((double)samples / PcmWindows.SampleRate) + TailSeconds, LeastSeconds);
        return Math.Min((int)Math.Ceiling(seconds * FramesPerSecond / Step) * Step, LogMelSpectrogram.Frames);
    }
}
