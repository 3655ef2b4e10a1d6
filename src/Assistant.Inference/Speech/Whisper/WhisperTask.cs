namespace Assistant.Inference.Speech.Whisper;

/// <summary>What is to be made of the speech in a recording.</summary>
/// <param name="Language">Whisper's code of the language spoken.</param>
/// <param name="Translate">Into English, instead of being written down as it was said.</param>
/// <param name="Beams">Hypotheses that are followed at once; 1 is greedy decoding.</param>
/// <param name="HearsAll">The encoder is to hear all of its 30 s, however short the recording is.</param>
internal sealed record WhisperTask(string Language, bool Translate = false, int Beams = 1, bool HearsAll = false)
{
    /// <summary>Of the text that comes of it.</summary>
    public string TextLanguage => Translate ? SpeechLanguage.English : Language;
}
