using Assistant.Agent;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Memory.Published;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Memory;

/// <summary>Registers the memory of people; called by whoever keeps their facts and episodes (<see cref="IFactStore"/>, <see cref="LongTerm.IMemorySegments"/>). Without it turns run, and remember nobody.</summary>
public static class PersonalMemoryServices
{
    public static IServiceCollection AddPersonalMemory(this IServiceCollection services)
    {
        services.AddSingleton<PersonalFacts>();
        services.AddSingleton<IPersonalStore>(sp => sp.GetRequiredService<PersonalFacts>());
        services.AddSingleton<IPersonalFacts>(sp => sp.GetRequiredService<PersonalFacts>());
        services.AddSingleton<FactRanking>();
        services.AddSingleton<IMemoryRecall, MemoryRecall>();
        services.AddSingleton<PublishedMemory>();
        services.AddSingleton<IPublishedMemory>(sp => sp.GetRequiredService<PublishedMemory>());
        services.AddSingleton<IPersonalStore>(sp => sp.GetRequiredService<PublishedMemory>());
        services.AddSingleton<ForgottenWords>();
        services.AddSingleton<PersonalMemory>();
        services.AddSingleton<IPersonalMemory>(sp => sp.GetRequiredService<PersonalMemory>());
        services.AddSingleton<ErasureAnswers>();
        services.AddSingleton<MemoryAnswers>();
        services.AddSingleton<EpisodeAnswers>();
        services.AddSingleton<FactsForModel>();
        services.AddSingleton<IConversationMemory, ConversationMemory>();
        services.AddSingleton<EpisodeQueue>();
        services.AddHostedService(sp => sp.GetRequiredService<EpisodeQueue>());
        return services;
    }
}
