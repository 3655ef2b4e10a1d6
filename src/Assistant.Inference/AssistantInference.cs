using Assistant.Inference.Embeddings;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Vision;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference;

/// <summary>Registers every local model. Nothing loads before it is first used; what is not installed is off and says so.</summary>
public static class AssistantInference
{
    public static IServiceCollection AddAssistantInference(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddModels(configuration);
        services.AddVision(configuration);
        services.AddSpeech(configuration);
        services.AddEmbeddings(configuration);
        services.AddLanguageModel(configuration);
        return services;
    }
}
