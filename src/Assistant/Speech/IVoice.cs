namespace Assistant.Speech;

/// <summary>One kind of voice: a program or a model. <see cref="ISpeechOutput"/> chooses among them and sets the limits. Thread-safe.</summary>
public interface IVoice
{
    /// <summary>For people and for the options.</summary>
    string Name { get; }

    bool IsInstalled { get; }

    /// <summary>The voice for a request; null when it has none.</summary>
    /// <param name="language">BCP 47; null when the voice alone decides.</param>
    /// <param name="voice">The voice asked for by name; null for the best of the language.</param>
    ValueTask<string?> FindAsync(string? language, string? voice, CancellationToken cancellationToken);

    /// <summary>Says a text, piece by piece as it is made.</summary>
    /// <param name="voice">As <see cref="FindAsync"/> gave it.</param>
    /// <param name="speed">1 is the voice's own; above is faster.</param>
    /// <exception cref="SpeechOutputException">It failed.</exception>
    IAsyncEnumerable<VoicePiece> SpeakAsync(string text, string voice, double speed, CancellationToken cancellationToken);
}

/// <param name="SampleRate">Hertz; the same in all pieces of a text.</param>
/// <param name="Pcm">Signed 16-bit little-endian, mono. Valid until the next piece is asked for.</param>
public readonly record struct VoicePiece(int SampleRate, ReadOnlyMemory<byte> Pcm);
