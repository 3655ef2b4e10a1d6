namespace Assistant.Perception;

/// <summary>Turns speech into text.</summary>
public interface ISpeechRecognizer
{
    bool IsAvailable { get; }

    /// <summary>Segments in order, as they become known, in bounded memory for any length.</summary>
    /// <param name="pcm">16 kHz mono, signed 16-bit little-endian, without header; read to its end.</param>
    /// <param name="language">BCP 47; null to find out.</param>
    /// <param name="model">A model's name; null for the best installed for the language.</param>
    IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, CancellationToken cancellationToken);
}

/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="Language">BCP 47 language that was recognised.</param>
public sealed record SpeechSegment(double Start, double End, string Text, string Language, double Confidence = 1);

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

    public ValueTask DisposeAsync() => Pcm.DisposeAsync();
}
