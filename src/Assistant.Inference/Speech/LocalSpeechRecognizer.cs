using System.Runtime.CompilerServices;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Speech.Whisper;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Speech;

/// <summary>
/// Local speech recognition. Silero VAD finds the stretches of speech while the sound streams in; the language decides who hears them: English goes to Moonshine, the rest to
/// Whisper, each to the other's only where it can; a Whisper of English alone stands in for Moonshine only. An unknown language is found out by Whisper on the first 30 s of speech (<see cref="SpokenLanguage"/>) and holds for
/// the recording; what is taken for English in doubt, or without Whisper, Moonshine hears, and a recording that does not sound like English to it is refused instead of being written
/// down as English.
/// </summary>
internal sealed class LocalSpeechRecognizer(SpeechListener listener, MoonshineRecognizer moonshine, WhisperRecognizer whisper, IOptions<SpeechOptions> options) : ISpeechRecognizer
{
    public bool IsAvailable => listener.IsAvailable && (moonshine.IsAvailable || whisper.For(SpeechLanguage.English) is not null);

    public string? English => !listener.IsAvailable ? null : moonshine.IsAvailable ? moonshine.Name : whisper.For(SpeechLanguage.English);

    public string? OtherLanguages => listener.IsAvailable ? whisper.For(null) : null;

    public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = language is null ? null : SpeechLanguage.Of(language);
        var hearing = await ChooseAsync(listener.ListenAsync(pcm, cancellationToken), wanted, model, cancellationToken);
        await foreach (var segment in hearing.WithCancellation(cancellationToken))
            yield return segment;
    }

    private async Task<IAsyncEnumerable<SpeechSegment>> ChooseAsync(IAsyncEnumerable<SpeechSpan> spans, SpeechLanguage? language, string? model, CancellationToken cancellationToken)
    {
        if (!IsAvailable || (model is not null && !moonshine.Has(model) && !whisper.Has(model)))
            throw new MediaException(AttachmentProblem.NotInstalled, model ?? "Moonshine");
        if (model is null && language is null && whisper.For(null) is not null)
            await whisper.TryLoadAsync(cancellationToken);
        var english = language is null or { Code: SpeechLanguage.English };
        if (model is not null && moonshine.Has(model))
            return english ? moonshine.HearAsync(spans, cancellationToken, model) : throw NotHeard(language!.Code);
        if (model is null && english && moonshine.IsAvailable && (language is not null || whisper.For(null) is null))
            return language is null ? EnglishSpeech.OnlyAsync(moonshine.HearAsync(spans, cancellationToken), cancellationToken) : moonshine.HearAsync(spans, cancellationToken);
        if (model is null && language is null && whisper.For(null) is null)
            return EnglishSpeech.OnlyAsync(ByWhisperAsync(spans, new(SpeechLanguage.English, null), null, cancellationToken), cancellationToken);
        if (model is null && whisper.For(language?.Code) is null)
            throw NotHeard(language?.Code);
        return ByWhisperAsync(spans, language, model, cancellationToken);
    }

    private async IAsyncEnumerable<SpeechSegment> ByWhisperAsync(
        IAsyncEnumerable<SpeechSpan> spans, SpeechLanguage? language, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var windows = SpeechWindow.PackAsync(spans, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await windows.MoveNextAsync())
            yield break;
        IReadOnlyList<SpeechWindow> heard = [windows.Current];
        if (await BeginAsync(heard[0], language?.Code, name, cancellationToken) is not var (lease, encoded))
        {
            await foreach (var segment in EnglishSpeech.OnlyAsync(moonshine.HearAsync(SpansAsync(WindowsAsync(heard, windows)), cancellationToken), cancellationToken))
                yield return segment;
            yield break;
        }
        using var held = lease;
        var model = lease.Value;
        var sure = true;
        if (language is null)
        {
            try
            {
                var found = await SpokenLanguage.FindAsync(heard[0], windows, DetectAsync);
                (language, sure, heard) = (new(found.Language, null), found.Probability >= SpokenLanguage.Sure, found.Heard);
            }
            catch
            {
                encoded.Dispose();
                throw;
            }
        }
        IAsyncEnumerable<SpeechSegment> segments;
        if (name is null && language.Code == SpeechLanguage.English && moonshine.IsAvailable)
        {
            // Moonshine may hear for an hour; Whisper need not stay for that.
            encoded.Dispose();
            lease.Dispose();
            segments = moonshine.HearAsync(SpansAsync(WindowsAsync(heard, windows)), cancellationToken);
            if (!sure)
                segments = EnglishSpeech.OnlyAsync(segments, cancellationToken);
        }
        else if (model.Knows(language.Code) && (model.Translates || !options.Value.Translate))
            segments = whisper.HearAsync(model, language, WindowsAsync(heard, windows), encoded, cancellationToken);
        else
        {
            encoded.Dispose();
            throw NotHeard(language.Code);
        }
        await foreach (var segment in segments.WithCancellation(cancellationToken))
            yield return segment;

        // The first window is not encoded again for its words.
        async Task<(string Language, double Probability)> DetectAsync(SpeechWindow window)
        {
            try
            {
                if (window == heard[0])
                    return await whisper.DetectAsync(encoded, cancellationToken);
                using var decoder = await whisper.EncodeAsync(model, window, null, cancellationToken);
                return await whisper.DetectAsync(decoder, cancellationToken);
            }
            catch (MediaException) when (name is null && moonshine.IsAvailable)
            {
                // A part of it that is loaded only now does not load: it may be English.
                return (SpeechLanguage.English, 0);
            }
        }
    }

    /// <summary>The first model that hears the first window: a part of one that is loaded only then may turn out not to load. Null when none is left and Moonshine may hear what is not known to be English.</summary>
    private async Task<(SharedModel<WhisperModel>.Lease Lease, WhisperDecoder Encoded)?> BeginAsync(SpeechWindow window, string? language, string? name, CancellationToken cancellationToken)
    {
        for (var tried = new List<string>(); ;)
        {
            if (tried.Count > 0 && language is null && moonshine.IsAvailable && whisper.For(null) is null)
                return null;
            var lease = await whisper.LoadAsync(name, language, cancellationToken, tried);
            try
            {
                return (lease, await whisper.EncodeAsync(lease.Value, window, language, cancellationToken));
            }
            catch (MediaException) when (name is null)
            {
                tried.Add(lease.Value.Name);
                lease.Dispose();
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }
    }

    private static async IAsyncEnumerable<SpeechWindow> WindowsAsync(IReadOnlyList<SpeechWindow> heard, IAsyncEnumerator<SpeechWindow> rest)
    {
        foreach (var window in heard)
            yield return window;
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
