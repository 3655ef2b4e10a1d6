using Assistant.Privacy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Memory.LongTerm;

/// <summary>Registers long-term memory; the store of its segments adds itself.</summary>
internal static class LongTermMemoryServices
{
    public static IServiceCollection AddLongTermMemory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LongTermMemoryOptions>().Bind(configuration.GetSection(LongTermMemoryOptions.SectionName))
            .Validate(o => o.IsValid(), "LongTermMemory: MaxItemsHeld, WriteAfter and MaxItems must be greater than zero, MaxBytes at least 1,024.").ValidateOnStart();
        services.AddSingleton<OpenedMemories>();
        services.AddSingleton<EpisodeVectors>();
        services.AddSingleton<EpisodesOfTurn>();
        services.AddSingleton<EpisodeWriter>();
        services.AddSingleton<ILongTermMemory, LongTermMemory>();
        services.AddSingleton<IMemoryEncoding, MemoryEncoding>();
        services.AddSingleton<IPersonalStore, MemoryErasure>();
        services.AddSingleton<IContentCache>(sp => sp.GetRequiredService<OpenedMemories>());
        return services;
    }
}
