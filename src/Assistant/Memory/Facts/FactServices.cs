using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.Facts.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Memory.Facts;

/// <summary>Registers what reads facts from messages and talks about them; who keeps the ledgers adds itself.</summary>
internal static class FactServices
{
    public static IServiceCollection AddFacts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FactBudgetOptions>().Bind(configuration.GetSection(FactBudgetOptions.SectionName))
            .Validate(o => o.IsValid(), "Facts: MaxFacts must be greater than zero, MaxBytes at least 1,024, MaxFactsForModel not negative, MaxStatements and MaxStatementsOfAnAttribute greater than zero.").ValidateOnStart();
        services.AddSingleton<IFactExtractor, RuleFactExtractor>();
        services.AddSingleton<IMemoryDialogue, MemoryDialogue>();
        return services;
    }
}
