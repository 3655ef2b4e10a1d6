using Assistant.Agent;
using Assistant.Privacy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Language;

/// <summary>Registers the language model that runs in this process.</summary>
internal static class LanguageServices
{
    public static IServiceCollection AddLanguageModel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LocalModelOptions>().Bind(configuration.GetSection(LocalModelOptions.SectionName))
            .Validate(o => o.IsValid(), "LocalModel: ContextTokens must be at least 64, MaxOutputTokens at least 1, PrefillTokens 8 to 128, Concurrent at least 1, MaxWaiting and CacheMegabytes not negative.")
            .ValidateOnStart();
        services.AddSingleton<LocalLanguageModel>();
        services.AddSingleton<IContentCache>(sp => sp.GetRequiredService<LocalLanguageModel>());
        return services.AddSingleton<ILocalLanguageModel>(sp => sp.GetRequiredService<LocalLanguageModel>());
    }
}
