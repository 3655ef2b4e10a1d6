using System.Globalization;
using System.Runtime.CompilerServices;

namespace Assistant.Speech;

/// <summary>eSpeak NG: over a hundred languages, at once and on any machine, by rules and formants.</summary>
internal sealed class EspeakVoice(EspeakProgram program) : IVoice
{
    private const double WordsPerMinute = 165;
    private const double Slowest = 80, Fastest = 450;

    public string Name => "espeak-ng";

    public bool IsInstalled => program.IsInstalled;

    public async ValueTask<string?> FindAsync(string? language, string? voice, CancellationToken cancellationToken)
    {
        var voices = await program.VoicesAsync(cancellationToken);
        return voice is null || voice.Equals(Name, StringComparison.OrdinalIgnoreCase) ? voices.For(language ?? "en") : voices.Named(voice);
    }

    public async IAsyncEnumerable<VoicePiece> SpeakAsync(string text, string voice, double speed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rate = Math.Clamp(WordsPerMinute * speed, Slowest, Fastest).ToString("0", CultureInfo.InvariantCulture);
        await using var process = await program.StartAsync(text, "--stdin", "--stdout", "-v", voice, "-s", rate);
        // A pipe is not read any faster for being cancelled: its end is.
        await using var ends = cancellationToken.Register(process.Kill);
        var buffer = new byte[32 * 1024];
        var length = await process.Output.ReadAtLeastAsync(buffer, WaveHeader.Length, throwOnEndOfStream: false, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (WaveHeader.SampleRateOf(buffer.AsSpan(0, length)) is not { } sampleRate)
            throw new SpeechOutputException(SpeechProblem.Failed, Name);
        if (length > WaveHeader.Length)
            yield return new(sampleRate, buffer.AsMemory(WaveHeader.Length, length - WaveHeader.Length));
        while ((length = await process.Output.ReadAsync(buffer, CancellationToken.None)) > 0)
            yield return new(sampleRate, buffer.AsMemory(0, length));
        cancellationToken.ThrowIfCancellationRequested();
        if (await process.ExitAsync(cancellationToken) != 0)
            throw new SpeechOutputException(SpeechProblem.Failed, Name);
    }
}
