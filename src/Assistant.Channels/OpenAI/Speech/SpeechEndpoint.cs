using Assistant.Speech;
using Assistant.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Speech;

/// <summary>POST /v1/audio/speech: a text as sound, by the voices that read answers aloud.</summary>
internal sealed class SpeechEndpoint(ISpeechOutput output, IOptions<OpenAIOptions> options)
{
    private const double Slowest = 0.25, Fastest = 4;

    public async Task CreateAsync(HttpContext context)
    {
        var request = await ApiRoute.ReadAsync(context, options.Value.MaxRequestBytes, ApiWire.Json.SpeechRequest);
        if (!output.IsAvailable)
            throw new ApiError(404, "Texts are not read aloud here: Speech:Output:Enabled is not set, or no voice is installed.", "model_not_found", "model");
        if (string.IsNullOrEmpty(request.Model))
            throw ApiError.Invalid("model is missing.", "model");
        if (request.Model != ModelsEndpoint.Assistant && !output.Engines.Contains(request.Model))
            throw ApiError.NoModel(request.Model);
        if (string.IsNullOrWhiteSpace(request.Input))
            throw ApiError.Invalid("input must be a text.", "input");
        if (request.ResponseFormat is not (null or "wav"))
            throw ApiError.Invalid("response_format must be 'wav'.", "response_format");
        if (request.Speed is not (null or (>= Slowest and <= Fastest)))
            throw ApiError.Invalid("speed must be between 0.25 and 4.", "speed");
        await WriteAsync(context, request.Input, new TextToSpeechOptions
        {
            Language = TextLanguage.Of(request.Input, null),
            VoiceId = request.Voice is null or "default" ? null : request.Voice,
            Speed = (float?)request.Speed,
        });
    }

    private async Task WriteAsync(HttpContext context, string text, TextToSpeechOptions voice)
    {
        try
        {
            await foreach (var update in output.GetStreamingAudioAsync(text, voice, context.RequestAborted))
                foreach (var sound in update.Contents.OfType<DataContent>())
                {
                    context.Response.ContentType ??= sound.MediaType;
                    if (!context.Response.HasStarted)
                        context.Response.Headers.CacheControl = "no-store";
                    await context.Response.Body.WriteAsync(sound.Data, context.RequestAborted);
                }
        }
        catch (SpeechOutputException e)
        {
            throw e.Problem switch
            {
                SpeechProblem.TextTooLong => ApiError.TooLarge($"input is too long: {e.Detail}."),
                SpeechProblem.UnknownVoice => ApiError.Invalid("There is no such voice here; 'default' takes the best for the text's language.", "voice"),
                SpeechProblem.NoVoiceForLanguage => ApiError.Invalid("No installed voice speaks the text's language.", "input"),
                SpeechProblem.Busy => new ApiError(429, "Too many texts are being read aloud. Try again.", "rate_limit_exceeded", null, TimeSpan.FromSeconds(5)),
                _ => new ApiError(503, "The text could not be read aloud.", "service_unavailable"),
            };
        }
    }
}

/// <param name="Model">"assistant", or the name of what speaks.</param>
/// <param name="Input">Said as it stands; its language is told by its script.</param>
/// <param name="Voice">A voice by its name; absent or "default" takes the best for the language.</param>
/// <param name="ResponseFormat">"wav", which is the default: 16-bit mono.</param>
/// <param name="Speed">0.25 to 4; 1 by default.</param>
internal sealed record SpeechRequest(string? Model, string? Input, string? Voice, string? ResponseFormat, double? Speed);
