using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Tasks;
using Assistant.Agent.Extractive.Wording;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Agent.Extractive;

/// <summary>Registers the answers that need no language model.</summary>
internal static class ExtractiveServices
{
    public static IServiceCollection AddExtractiveAnswers(this IServiceCollection services)
    {
        services.AddSingleton<EvidenceIndexes>();
        services.AddSingleton<PassageRanking>();
        services.AddSingleton<AttachmentComparison>();
        services.AddSingleton<DateSpan>();
        services.AddSingleton<AttachmentChoice>();
        services.AddSingleton<CourtesyReplies>();
        services.AddSingleton<Classification>();
        services.AddSingleton<TaskReplies>();
        services.AddSingleton<ExtractiveStrategy>();
        return services;
    }
}
