using System.Text;

namespace Assistant.Perception;

/// <summary>Turns speech into text.</summary>
public interface ISpeechRecognizer
{
    bool IsAvailable { get; }

    /// <summary>Name of the model that hears English; null when none does.</summary>
    string? English { get; }

    /// <summary>Name of the model that hears other languages and tells them apart; null when none does.</summary>
    string? OtherLanguages { get; }

    /// <summary>Segments in order, as they become known, in bounded memory for any length.</summary>
    /// <param name="pcm">16 kHz mono, signed 16-bit little-endian, without header; read to its end.</param>
    /// <param name="language">BCP 47; null to find out.</param>
    /// <param name="model">A model's name; null for the best installed for the language.</param>
    /// <exception cref="MediaException"><see cref="AttachmentProblem.LanguageNotInstalled"/>: no installed model hears the language spoken.</exception>
    IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, CancellationToken cancellationToken);
}

/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="Language">BCP 47 language that was recognised.</param>
public sealed record SpeechSegment(double Start, double End, string Text, string Language, double Confidence = 1)
{
    /// <summary>Name of the model that heard it.</summary>
    public string Model { get; init; } = "";

    /// <summary>What segments say, one after the other, with a space between them unless both sides are Chinese or Japanese.</summary>
    public static string Join(IEnumerable<string> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts.Where(text => text.Length > 0))
        {
            if (all.Length > 0 && !(IsWide(all[^1]) && IsWide(text[0])))
                all.Append(' ');
            all.Append(text);
        }
        return all.ToString();
    }

    private static bool IsWide(char c) => c is (>= '\u2e80' and <= '\ua4cf') or (>= '\uf900' and <= '\ufaff') or (>= '\uff00' and <= '\uffef');
}

/// <summary>Opens audio files of any supported format.</summary>
public interface IAudioDecoder
{
    bool IsAvailable { get; }

    /// <summary>Decodes to 16 kHz mono signed 16-bit little-endian; the stream ends at the end of the sound or at the limit of length. Disposing it ends the decoder.</summary>
    /// <exception cref="MediaException">The file is not readable audio.</exception>
    Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken);
}

/// <param name="Duration">Seconds; null when the file does not say.</param>
public sealed record DecodedAudio(Stream Pcm, double? Duration) : IAsyncDisposable
{
    /// <summary>What could not be decoded, known when <see cref="Pcm"/> has been read to its end; null when all was.</summary>
    public Func<GapPart?> Gap { get; init; } = static () => null;

    /// <summary>It is the sound of a film, whose pictures nobody looks at.</summary>
    public bool IsOfFilm { get; init; }

    /// <summary>What is not in its words: the gap, and the pictures of a film.</summary>
    public IEnumerable<GapPart> Missed(GapPart? gap)
    {
        if (gap is not null)
            yield return gap;
        if (IsOfFilm)
            yield return new(AttachmentProblem.OnlyHeard, null);
    }

    public ValueTask DisposeAsync() => Pcm.DisposeAsync();
}
