using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Agent.Extractive;

/// <summary>Registers the answers that need no language model.</summary>
internal static class ExtractiveServices
{
    public static IServiceCollection AddExtractiveAnswers(this IServiceCollection services)
    {
        services.AddSingleton<ExtractiveStrategy>();
        return services;
    }
}
