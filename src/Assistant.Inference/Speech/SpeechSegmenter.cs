using System.Runtime.InteropServices;

namespace Assistant.Inference.Speech;

/// <summary>
/// Cuts a recording into segments of speech as its windows come in and drops what is silent. Holds at most one segment: speech starts at the threshold,
/// goes on while the probability stays above the threshold less 0.15, and ends with a pause that may be the shorter the longer the segment already is.
/// One recording; not thread-safe.
/// </summary>
internal sealed class SpeechSegmenter(SpeechOptions options)
{
    private const float Hysteresis = 0.15f;
    private const double MinSpeechSeconds = 0.13;
    private const double ShortestPause = 0.2;

    private readonly List<float> _samples = [];
    private readonly List<float> _speech = [];
    private readonly int _padding = Windows(options.PaddingSeconds);
    private readonly int _longest = Windows(options.MaxSegmentSeconds);
    private long _dropped;
    private bool _speaking;
    private int _voiced;
    private int _lastVoice;

    /// <summary>The next window; returns a segment when one ended.</summary>
    public SpeechSpan? Add(ReadOnlySpan<float> window, float probability)
    {
        _samples.AddRange(window);
        _speech.Add(probability);
        if (probability >= (_speaking ? options.Threshold - Hysteresis : options.Threshold))
        {
            _speaking = true;
            _voiced++;
            _lastVoice = _speech.Count;
        }
        if (!_speaking)
        {
            Drop(_speech.Count - _padding);
            return null;
        }
        if (_speech.Count - _lastVoice >= PauseNeeded())
            return End();
        return _speech.Count >= _longest ? Cut() : null;
    }

    /// <summary>What was being said when the recording ended.</summary>
    public SpeechSpan? Finish() => _speaking ? End() : null;

    private int PauseNeeded()
    {
        var filled = Math.Clamp(((double)_lastVoice / _longest - 0.25) * 2, 0, 1);
        return Windows(double.Lerp(options.SilenceSeconds, Math.Min(ShortestPause, options.SilenceSeconds), filled));
    }

    private SpeechSpan? End()
    {
        var span = _voiced * PcmWindows.Seconds >= MinSpeechSeconds ? Take(Math.Min(_lastVoice + _padding, _speech.Count), _lastVoice) : null;
        (_speaking, _voiced) = (false, 0);
        Drop(_speech.Count - _padding);
        return span;
    }

    private SpeechSpan Cut()
    {
        var at = QuietestPoint.Of(CollectionsMarshal.AsSpan(_speech), CollectionsMarshal.AsSpan(_samples), _longest * 3 / 5, _speech.Count - Windows(ShortestPause));
        var span = Take(at, at);
        _voiced = _speech.Count(p => p >= options.Threshold - Hysteresis);
        return span;
    }

    /// <param name="end">First window that is not taken.</param>
    /// <param name="keepFrom">First window that stays, for the next segment.</param>
    private SpeechSpan Take(int end, int keepFrom)
    {
        var span = new SpeechSpan(_dropped * PcmWindows.Seconds, [.. CollectionsMarshal.AsSpan(_samples)[..(end * PcmWindows.Size)]], [.. CollectionsMarshal.AsSpan(_speech)[..end]]);
        Drop(keepFrom);
        return span;
    }

    private void Drop(int windows)
    {
        if (windows <= 0)
            return;
        _samples.RemoveRange(0, windows * PcmWindows.Size);
        _speech.RemoveRange(0, windows);
        _dropped += windows;
        _lastVoice = Math.Max(_lastVoice - windows, 0);
    }

    private static int Windows(double seconds) => (int)Math.Ceiling(seconds / PcmWindows.Seconds);
}
