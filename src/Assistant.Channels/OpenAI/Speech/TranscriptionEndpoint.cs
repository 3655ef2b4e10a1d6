using System.Text;
using System.Text.Json;
using Assistant.Channels.Http;
using Assistant.Perception;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Speech;

/// <summary>POST /v1/audio/transcriptions: what a recording says, by the models that hear voice notes, opened in the same bounded processes. Nothing of it is stored.</summary>
internal sealed class TranscriptionEndpoint(ISpeechRecognizer speech, IAudioDecoder decoder, IOptions<OpenAIOptions> options, IOptions<PerceptionOptions> perception, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxTranscriptions);

    public async Task CreateAsync(HttpContext context)
    {
        if (!speech.IsAvailable || !decoder.IsAvailable)
            throw new ApiError(404, "Recordings are not heard here: no speech model, or no ffmpeg, is installed.", "model_not_found", "model");
        var form = await RequestBody.WithinAsync(
            context, options.Value.UploadTimeout, "OpenAI:UploadTimeout", time, cancellationToken => TranscriptionForm.ReadAsync(context, perception.Value.MostBytes, cancellationToken));
        if (!await _free.WaitAsync(0, context.RequestAborted))
            throw new ApiError(429, "Too many recordings are being written down. Try again.", "rate_limit_exceeded", null, TimeSpan.FromSeconds(5));
        try
        {
            await AnswerAsync(context, form);
        }
        catch (MediaException e)
        {
            throw Error(e, form.Model);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task AnswerAsync(HttpContext context, TranscriptionForm form)
    {
        await using var file = form.File.OpenRead();
        await using var audio = await decoder.DecodeAsync(file, form.FileName, context.RequestAborted);
        var heard = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(audio.Pcm, form.Language, form.Model, context.RequestAborted))
        {
            var before = SpeechSegment.Join(heard.Select(each => each.Text));
            heard.Add(segment);
            if (form.Stream)
                await TellAsync(context, new("transcript.text.delta", SpeechSegment.Join(heard.Select(each => each.Text))[before.Length..], null));
        }
        // Half a recording must not pass for the whole.
        if (audio.Gap() is { } gap)
            throw new MediaException(gap.Problem, gap.Detail);
        var text = SpeechSegment.Join(heard.Select(segment => segment.Text));
        if (form.Stream)
            await TellAsync(context, new("transcript.text.done", null, text));
        else
            await WriteAsync(context, form.Format, text, heard, audio.Duration);
    }

    private static Task WriteAsync(HttpContext context, TranscriptFormat format, string text, List<SpeechSegment> heard, double? duration) => format switch
    {
        TranscriptFormat.Json => ApiRoute.WriteAsync(context, new Transcript(text), ApiWire.Json.Transcript),
        TranscriptFormat.VerboseJson => ApiRoute.WriteAsync(context, VerboseTranscript.Of(text, heard, duration), ApiWire.Json.VerboseTranscript),
        TranscriptFormat.Srt => WriteTextAsync(context, TranscriptFormats.Srt(heard)),
        TranscriptFormat.Vtt => WriteTextAsync(context, TranscriptFormats.Vtt(heard)),
        _ => WriteTextAsync(context, text + "\n"),
    };

    private static Task WriteTextAsync(HttpContext context, string text)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static async Task TellAsync(HttpContext context, TranscriptEvent told)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/event-stream";
        }
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(told, ApiWire.Json.TranscriptEvent)}\n\n", Encoding.UTF8, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static ApiError Error(MediaException e, string? model) => e.Problem switch
    {
        AttachmentProblem.Empty => ApiError.Invalid("file is empty.", "file"),
        AttachmentProblem.TooLarge or AttachmentProblem.TooLong => ApiError.TooLarge("file is larger, or its sound longer, than is accepted here."),
        AttachmentProblem.LanguageNotInstalled => ApiError.Invalid("No installed model hears the language that is spoken.", "language", "language_not_installed"),
        AttachmentProblem.NotInstalled => model is null ? new(404, "Recordings are not heard here: the speech model cannot be loaded.", "model_not_found", "model") : ApiError.NoModel(model),
        AttachmentProblem.TimedOut => new(504, "The recording could not be opened in time.", "timeout"),
        AttachmentProblem.WorkerFailed => new(500, "The program that opens recordings failed on this one.", "internal_error"),
        _ => ApiError.Invalid("file is not a recording that can be read to its end.", "file"),
    };
}

internal sealed record Transcript(string Text);

/// <param name="Language">BCP 47.</param>
/// <param name="Duration">Seconds.</param>
internal sealed record VerboseTranscript(string Task, string? Language, double? Duration, string Text, IReadOnlyList<TranscriptSegment> Segments)
{
    public static VerboseTranscript Of(string text, IReadOnlyList<SpeechSegment> heard, double? duration) => new(
        "transcribe", heard is [var first, ..] ? first.Language : null, duration ?? (heard is [.., var last] ? last.End : 0), text,
        [.. heard.Select((segment, i) => new TranscriptSegment(i, Math.Round(segment.Start, 2), Math.Round(segment.End, 2), segment.Text, Math.Round(Math.Log(Math.Clamp(segment.Confidence, 1e-6, 1)), 4)))]);
}

/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="AvgLogprob">Logarithm of the mean certainty of its words.</param>
internal sealed record TranscriptSegment(int Id, double Start, double End, string Text, double AvgLogprob);

/// <param name="Type">"transcript.text.delta" or "transcript.text.done".</param>
/// <param name="Delta">More of the text.</param>
/// <param name="Text">All of it.</param>
internal sealed record TranscriptEvent(string Type, string? Delta, string? Text);
