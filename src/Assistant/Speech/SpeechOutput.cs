using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Speech;

/// <summary>Chooses a voice for a text and keeps it within the limits: length of text and sound, time, texts at once.</summary>
internal sealed class SpeechOutput(IEnumerable<IVoice> voices, IOptions<SpeechOutputOptions> options) : ISpeechOutput
{
    private const string Wave = "audio/wav";
    private const int LowestRate = 4_000, HighestRate = 192_000;

    // Models, which sound better, stand before the program that speaks every language.
    private readonly IVoice[] _voices = [.. voices.OrderBy(voice => voice is EspeakVoice)];
    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);

    public bool IsAvailable => options.Value.Enabled && _voices.Any(voice => voice.IsInstalled);

    public IReadOnlyList<string> Engines => [.. _voices.Where(voice => voice.IsInstalled).Select(voice => voice.Name)];

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var sound = new MemoryStream();
        string? model = null;
        await foreach (var update in GetStreamingAudioAsync(text, options, cancellationToken))
        {
            model = update.ModelId;
            foreach (var content in update.Contents.OfType<DataContent>())
                sound.Write(content.Data.Span);
        }
        var file = sound.ToArray();
        WaveHeader.Of(WaveHeader.SampleRateOf(file)!.Value, file.Length - WaveHeader.Length).CopyTo(file.AsSpan());
        return new([new DataContent(file, Wave)]) { ModelId = model };
    }

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var limits = Limits;
        if (text.Length > limits.MaxCharacters)
            throw new SpeechOutputException(SpeechProblem.TextTooLong, $"at most {limits.MaxCharacters} characters are read aloud");
        var (voice, name) = await ChooseAsync(options, cancellationToken);
        if (!await _slots.WaitAsync(limits.Timeout, cancellationToken))
            throw new SpeechOutputException(SpeechProblem.Busy);
        try
        {
            var (rate, bytes) = (0, 0L);
            await foreach (var piece in PatientlyAsync(token => voice.SpeakAsync(text, name, limits.Speed * (options?.Speed ?? 1), token), limits.Timeout, cancellationToken))
            {
                var first = rate == 0;
                rate = first ? piece.SampleRate : rate;
                if (rate is < LowestRate or > HighestRate || piece.SampleRate != rate)
                    throw new SpeechOutputException(SpeechProblem.Failed, $"{piece.SampleRate} samples a second cannot be");
                if ((bytes += piece.Pcm.Length) > limits.MaxDuration.TotalSeconds * rate * sizeof(short))
                    throw new SpeechOutputException(SpeechProblem.SoundTooLong);
                yield return new([new DataContent(first ? (byte[])[.. WaveHeader.Of(rate, null), .. piece.Pcm.Span] : piece.Pcm.ToArray(), Wave)]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating, ModelId = name };
            }
            if (bytes == 0)
                throw new SpeechOutputException(SpeechProblem.Failed, "no sound came of it");
        }
        finally
        {
            _slots.Release();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _slots.Dispose();

    private SpeechOutputOptions Limits => options.Value;

    private async Task<(IVoice Voice, string Name)> ChooseAsync(TextToSpeechOptions? asked, CancellationToken cancellationToken)
    {
        var installed = Array.FindAll(_voices, voice => voice.IsInstalled);
        if (installed.Length == 0)
            throw new SpeechOutputException(SpeechProblem.NotInstalled);
        var language = asked?.Language;
        var named = asked?.VoiceId is { Length: > 0 } id ? id : null;
        if (named is null && asked?.VoiceId is null)
            named = SpokenLanguage.Primary(language) switch { "en" => Limits.English, "zh" or "cmn" => Limits.Chinese, _ => "" } is { Length: > 0 } configured ? configured : null;
        foreach (var voice in installed)
            if (await voice.FindAsync(language, named, cancellationToken) is { } name)
                return (voice, name);
        throw named is not null ? new SpeechOutputException(SpeechProblem.UnknownVoice, named) : new SpeechOutputException(SpeechProblem.NoVoiceForLanguage, language);
    }

    /// <summary>What a voice says, unless it lets wait too long for the next piece; how long that piece is then made use of does not count.</summary>
    private static async IAsyncEnumerable<VoicePiece> PatientlyAsync(Func<CancellationToken, IAsyncEnumerable<VoicePiece>> speak, TimeSpan longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var pieces = speak(patience.Token).GetAsyncEnumerator(patience.Token);
        while (true)
        {
            patience.CancelAfter(longest);
            try
            {
                if (!await pieces.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new SpeechOutputException(SpeechProblem.TimedOut);
            }
            patience.CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);
            yield return pieces.Current;
        }
    }
}
