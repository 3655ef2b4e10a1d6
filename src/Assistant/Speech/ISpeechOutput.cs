using Microsoft.Extensions.AI;

namespace Assistant.Speech;

/// <summary>
/// Reads text aloud with the voices that are installed. Of the request's options, Language (BCP 47), VoiceId and Speed (1 is as configured) count; the sound is "audio/wav",
/// 16-bit mono. The pieces of a stream are one file when they are put together: the first begins with a header that leaves the length open.
/// Both ways throw <see cref="SpeechOutputException"/>. Thread-safe.
/// </summary>
public interface ISpeechOutput : ITextToSpeechClient
{
    /// <summary>People may have answers read aloud: it is switched on, and there is a voice.</summary>
    bool IsAvailable { get; }

    /// <summary>Names of what speaks, the preferred first; empty when nothing is installed.</summary>
    IReadOnlyList<string> Engines { get; }
}

public enum SpeechProblem
{
    /// <summary>Nothing that speaks is installed.</summary>
    NotInstalled,
    NoVoiceForLanguage,
    UnknownVoice,

    /// <summary>The text has more characters than are accepted; nothing was said.</summary>
    TextTooLong,

    /// <summary>The sound became longer than is accepted, and was ended.</summary>
    SoundTooLong,
    TimedOut,

    /// <summary>Too many texts are being read aloud at once.</summary>
    Busy,

    /// <summary>The voice failed, or what it gave was no sound.</summary>
    Failed,
}

/// <summary>A text was not read aloud, or not to its end.</summary>
/// <param name="detail">A language, a voice or a reason; never the text.</param>
public sealed class SpeechOutputException(SpeechProblem problem, string? detail = null, Exception? inner = null)
    : Exception(detail is null ? problem.ToString() : $"{problem}: {detail}", inner)
{
    public SpeechProblem Problem { get; } = problem;
    public string? Detail { get; } = detail;
}
