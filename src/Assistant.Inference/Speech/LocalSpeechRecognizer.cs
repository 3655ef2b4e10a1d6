using System.Runtime.CompilerServices;
using Assistant.Inference.Speech.Whisper;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Speech;

/// <summary>
/// Local speech recognition. Silero VAD finds the stretches of speech while the sound streams in; the language decides who hears them: English goes to Moonshine, the rest to
/// Whisper, each to the other's only where it can. An unknown language is found out by Whisper on the first 30 s of speech and holds for the recording;
/// without Whisper, Moonshine hears, and a recording that does not sound like English to it is refused instead of being written down as English.
/// </summary>
internal sealed class LocalSpeechRecognizer(SpeechListener listener, MoonshineRecognizer moonshine, WhisperRecognizer whisper, IOptions<SpeechOptions> options) : ISpeechRecognizer
{
    public bool IsAvailable => listener.IsAvailable && (moonshine.IsAvailable || whisper.IsAvailable);

    public string? English => !listener.IsAvailable ? null : moonshine.IsAvailable ? moonshine.Name : OtherLanguages;

    public string? OtherLanguages => listener.IsAvailable && whisper.IsAvailable ? whisper.Name : null;

    public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = language is null ? null : SpeechLanguage.Of(language);
        var hearing = await ChooseAsync(listener.ListenAsync(pcm, cancellationToken), wanted, model, cancellationToken);
        await foreach (var segment in hearing.WithCancellation(cancellationToken))
            yield return segment;
    }

    private async Task<IAsyncEnumerable<SpeechSegment>> ChooseAsync(IAsyncEnumerable<SpeechSpan> spans, SpeechLanguage? language, string? model, CancellationToken cancellationToken)
    {
        if (!IsAvailable || (model is not null && model != moonshine.Name && !whisper.Has(model)))
            throw new MediaException(AttachmentProblem.NotInstalled, model ?? "Moonshine");
        if (model is null && language is null && whisper.IsAvailable)
            await whisper.TryLoadAsync(cancellationToken);
        var english = language is null or { Code: SpeechLanguage.English };
        if (model == moonshine.Name)
            return english ? moonshine.HearAsync(spans, cancellationToken) : throw NotHeard(language!.Code);
        if (model is null && english && moonshine.IsAvailable && (language is not null || !whisper.IsAvailable))
            return language is null ? EnglishSpeech.OnlyAsync(moonshine.HearAsync(spans, cancellationToken), cancellationToken) : moonshine.HearAsync(spans, cancellationToken);
        if (model is null && !whisper.IsAvailable)
            throw NotHeard(language?.Code);
        return ByWhisperAsync(spans, language, model, cancellationToken);
    }

    private async IAsyncEnumerable<SpeechSegment> ByWhisperAsync(
        IAsyncEnumerable<SpeechSpan> spans, SpeechLanguage? language, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lease = await whisper.LoadAsync(name, cancellationToken);
        var model = lease.Value;
        await using var windows = SpeechWindow.PackAsync(spans, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await windows.MoveNextAsync())
            yield break;
        var first = windows.Current;
        WhisperDecoder? encoded = null;
        if (language is null)
        {
            encoded = await whisper.EncodeAsync(model, first, null, cancellationToken);
            language = await DetectAsync(encoded, cancellationToken);
        }
        IAsyncEnumerable<SpeechSegment> segments;
        if (name is null && language.Code == SpeechLanguage.English && moonshine.IsAvailable)
        {
            encoded?.Dispose();
            segments = moonshine.HearAsync(SpansAsync(WindowsAsync(first, windows)), cancellationToken);
        }
        else
            segments = model.Knows(language.Code) && (model.Translates || !options.Value.Translate) ? whisper.HearAsync(model, language, WindowsAsync(first, windows), encoded, cancellationToken) : throw NotHeard(language.Code);
        await foreach (var segment in segments.WithCancellation(cancellationToken))
            yield return segment;
    }

    private async Task<SpeechLanguage> DetectAsync(WhisperDecoder encoded, CancellationToken cancellationToken)
    {
        try
        {
            return new((await whisper.DetectAsync(encoded, cancellationToken)).Language, null);
        }
        catch
        {
            encoded.Dispose();
            throw;
        }
    }

    private static async IAsyncEnumerable<SpeechWindow> WindowsAsync(SpeechWindow first, IAsyncEnumerator<SpeechWindow> rest)
    {
        yield return first;
        while (await rest.MoveNextAsync())
            yield return rest.Current;
    }

    private static async IAsyncEnumerable<SpeechSpan> SpansAsync(IAsyncEnumerable<SpeechWindow> windows)
    {
        await foreach (var window in windows)
            foreach (var span in window.Spans)
                yield return span;
    }

    private static MediaException NotHeard(string? language) => new(AttachmentProblem.LanguageNotInstalled, language);
}
