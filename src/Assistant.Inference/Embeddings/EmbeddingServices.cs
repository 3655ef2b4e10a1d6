using Assistant.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Embeddings;

/// <summary>Registers sentence vectors.</summary>
internal static class EmbeddingServices
{
    public static IServiceCollection AddEmbeddings(this IServiceCollection services) => services.AddSingleton<ISentenceEncoder, SentenceEncoder>();
}
