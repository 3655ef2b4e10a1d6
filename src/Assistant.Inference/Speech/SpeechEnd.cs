namespace Assistant.Inference.Speech;

/// <summary>Why a decoder stopped.</summary>
internal enum SpeechEnd
{
    Complete,

    /// <summary>More tokens than the sound or the decoder can hold.</summary>
    Limit,

    /// <summary>The decoder began to repeat itself; the text ends before the repetitions.</summary>
    Looping,
}
