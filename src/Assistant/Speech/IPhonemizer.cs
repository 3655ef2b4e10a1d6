namespace Assistant.Speech;

/// <summary>Tells how a text is pronounced, for voices that are models of phonemes.</summary>
public interface IPhonemizer
{
    bool IsInstalled { get; }

    /// <summary>Each clause's phonemes in the International Phonetic Alphabet with stress marks, words apart by spaces, as many as there are clauses.</summary>
    /// <param name="clauses">Parts of sentences without the punctuation that ends them.</param>
    /// <param name="voice">eSpeak's name of the pronunciation, such as "en-us".</param>
    /// <exception cref="SpeechOutputException">The voice is not known, or it failed.</exception>
    Task<IReadOnlyList<string>> PhonemesAsync(IReadOnlyList<string> clauses, string voice, CancellationToken cancellationToken);
}
