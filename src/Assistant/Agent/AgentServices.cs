using Assistant.Agent.Extractive;
using Assistant.Agent.Models;
using Assistant.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>Registers step 6: the agent, its models, tools and prompts, and the answers without a model.</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidation>();
        services.AddHttpClient(ModelServer.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(sp => ModelServer.CreateHandler(sp.GetRequiredService<IOptions<ModelOptions>>().Value))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<ModelServer>();
        services.AddSingleton<LanguageModels>();
        services.AddSingleton<ILanguageModels>(sp => sp.GetRequiredService<LanguageModels>());

        services.AddExtractiveAnswers();
        services.AddSingleton<IAnswerStrategy>(sp => sp.GetRequiredService<ExtractiveStrategy>());
        services.AddSingleton<WorkingMemoryPolicy>();
        services.AddSingleton<AgentLoop>();
        return services;
    }
}
