using Assistant.Agent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Embeddings;

/// <summary>Registers sentence vectors.</summary>
internal static class EmbeddingServices
{
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EmbeddingOptions>().Bind(configuration.GetSection(EmbeddingOptions.SectionName))
            .Validate(o => o.IsValid(), "Embeddings: English and Chinese must name a model's folder; OverlapTokens must be 0 to 128.")
            .ValidateOnStart();
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, SentenceGenerator>();
        return services.AddSingleton<ISentenceEncoder, SentenceEncoder>();
    }
}
