using Assistant.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Language;

/// <summary>Registers the language model that runs in this process.</summary>
internal static class LanguageServices
{
    public static IServiceCollection AddLanguageModel(this IServiceCollection services) => services.AddSingleton<ILocalLanguageModel, LocalLanguageModel>();
}
