using Assistant.Agent.Extractive;
using Assistant.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Agent;

/// <summary>Registers step 6: the agent, its models, tools and prompts, and the answers without a model.</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgent(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddExtractiveAnswers();
        services.AddSingleton<IAnswerStrategy>(sp => sp.GetRequiredService<ExtractiveStrategy>());
        services.AddSingleton<WorkingMemoryPolicy>();
        services.AddSingleton<AgentLoop>();
        return services;
    }
}
