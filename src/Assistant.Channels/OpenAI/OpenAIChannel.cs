using Assistant.Channels.Access;
using Assistant.Channels.OpenAI.Chat;
using Assistant.Channels.OpenAI.Embeddings;
using Assistant.Channels.OpenAI.Speech;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI;

/// <summary>The OpenAI-compatible API at /v1, so that other programs can use the assistant and the models behind it.</summary>
public static class OpenAIChannel
{
    public const string Prefix = "/v1";

    public static IServiceCollection AddOpenAI(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpenAIOptions>().Bind(configuration.GetSection(OpenAIOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenAIOptions>, OpenAIOptionsCheck>();
        services.TryAddSingleton<LocalCaller>();
        services.AddSingleton<ApiAccess>();
        services.AddSingleton<ModelsEndpoint>();
        services.AddSingleton<EmbeddingsEndpoint>();
        services.AddSingleton<SpeechEndpoint>();
        services.AddSingleton<TranscriptionEndpoint>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<AssistantChat>();
        services.AddSingleton<ModelChat>();
        services.AddSingleton<ChatEndpoint>();
        return services;
    }

    public static IEndpointRouteBuilder MapOpenAI(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        // A wrong key file is told at start.
        _ = services.GetService<ApiAccess>() ?? throw new InvalidOperationException("MapOpenAI needs AddOpenAI.");
        var models = services.GetRequiredService<ModelsEndpoint>();
        var api = routes.MapGroup(Prefix).WithTags("OpenAI-compatible");
        api.MapPost("/chat/completions", ApiRoute.Guard(services.GetRequiredService<ChatEndpoint>().CompleteAsync)).WithName("createChatCompletion")
            .WithSummary("Answers the last message of a conversation.")
            .WithDescription("Model \"assistant\": reads the pictures, recordings and files of the messages, answers from them and from what was said before, and says where it stands. Other models are asked directly, with the caller's tools. With stream, server-sent events of chat.completion.chunk, ended by [DONE].")
            .Accepts<ChatRequest>("application/json").Produces<ChatCompletion>().WithErrors(400, 401, 404, 413, 429, 500, 502, 503, 504);
        api.MapPost("/embeddings", ApiRoute.Guard(services.GetRequiredService<EmbeddingsEndpoint>().CreateAsync)).WithName("createEmbedding")
            .WithSummary("Turns texts into vectors of length 1.")
            .Accepts<EmbeddingRequest>("application/json").Produces<EmbeddingList>().WithErrors(400, 401, 404, 413);
        api.MapPost("/audio/speech", ApiRoute.Guard(services.GetRequiredService<SpeechEndpoint>().CreateAsync)).WithName("createSpeech")
            .WithSummary("Reads a text aloud, as a WAV file.")
            .Accepts<SpeechRequest>("application/json").Produces<byte[]>(200, "audio/wav").WithErrors(400, 401, 404, 413, 429, 503);
        api.MapPost("/audio/transcriptions", ApiRoute.Guard(services.GetRequiredService<TranscriptionEndpoint>().CreateAsync)).WithName("createTranscription")
            .WithSummary("Writes down what a recording says.")
            .WithDescription("A multipart form: file; model \"assistant\" or a speech model's name; language (found out when absent); response_format json, text, verbose_json, srt or vtt; stream. prompt and temperature are accepted and not used. Nothing of it is stored.")
            .Accepts<IFormFile>("multipart/form-data").Produces<VerboseTranscript>().WithErrors(400, 401, 404, 413, 429, 504);
        api.MapGet("/models", ApiRoute.Guard(models.ListAsync)).WithName("listModels").WithSummary("The models that can be asked for.").Produces<ModelList>().WithErrors(401);
        api.MapGet("/models/{model}", ApiRoute.Guard(models.ShowAsync)).WithName("retrieveModel").WithSummary("One model.").Produces<ModelEntry>().WithErrors(401, 404);
        return routes;
    }

    private static void WithErrors(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<ErrorBody>(status);
    }

    /// <summary>Says at start what is wrong and how it is put right.</summary>
    private sealed class OpenAIOptionsCheck : IValidateOptions<OpenAIOptions>
    {
        public ValidateOptionsResult Validate(string? name, OpenAIOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
