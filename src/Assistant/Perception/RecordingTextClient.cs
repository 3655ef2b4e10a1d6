using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Assistant.Perception;

/// <summary>
/// Recordings of any kind that the program opens, as text: for plug-ins, by the standard interface. Of the options SpeechLanguage (BCP 47; null to find out) and ModelId count.
/// Files are opened in the bounded media worker, and errors are those of attachments (<see cref="MediaException"/>), also where a recording breaks off. Thread-safe.
/// </summary>
internal sealed class RecordingTextClient(ISpeechRecognizer speech, IAudioDecoder decoder) : ISpeechToTextClient
{
    private readonly SpeechToTextClientMetadata _metadata = new("local");

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var heard = new List<SpeechToTextResponseUpdate>();
        await foreach (var update in GetStreamingTextAsync(audioSpeechStream, options, cancellationToken))
            heard.Add(update);
        return new(SpeechSegment.Join(heard.Select(update => update.Text)))
        {
            ModelId = heard is [var first, ..] ? first.ModelId : null,
            StartTime = heard is [var begin, ..] ? begin.StartTime : null,
            EndTime = heard is [.., var last] ? last.EndTime : null,
        };
    }

    /// <summary>A segment at a time, with its times in the recording.</summary>
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!speech.IsAvailable || !decoder.IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, "Moonshine, Whisper");
        await using var audio = await decoder.DecodeAsync(audioSpeechStream, "recording", cancellationToken);
        await foreach (var segment in speech.TranscribeAsync(audio.Pcm, options?.SpeechLanguage, options?.ModelId, cancellationToken))
            yield return new(segment.Text)
            {
                Kind = SpeechToTextResponseUpdateKind.TextUpdated,
                StartTime = TimeSpan.FromSeconds(segment.Start),
                EndTime = TimeSpan.FromSeconds(segment.End),
                ModelId = segment.Model,
                AdditionalProperties = new() { ["language"] = segment.Language, ["confidence"] = segment.Confidence },
            };
        // Half a recording must not pass for the whole.
        if (audio.Gap() is { } gap)
            throw new MediaException(gap.Problem, gap.Detail);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(SpeechToTextClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // What it uses belongs to the program.
    }
}
