using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Health;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Notices;
using Assistant.Perception;
using Assistant.Perception.Media;
using Assistant.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant;

/// <summary>Registers the product itself: turns, perception and the agent. The stores, the models, the cluster and the channels add themselves.</summary>
public static class AssistantServices
{
    public static IServiceCollection AddAssistant(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TurnOptions>().Bind(configuration.GetSection(TurnOptions.SectionName))
            .Validate(o => o.IsValid(), "Turns: MaxConcurrent, MaxWaiting, MaxWaitingPerConversation, MaxInterruptions, RecordTries, LongestRecordPause and every deadline must be greater than zero, RedeliverAfter longer than DeliveryDeadline, RedeliverFor longer than both, RepliesHoldFor, MaxRecalledEvidence and MaxOlderCharacters not negative.").ValidateOnStart();
        services.AddOptions<PerceptionOptions>().Bind(configuration.GetSection(PerceptionOptions.SectionName))
            .Validate(o => o.IsValid(), "Perception: MaxAttachments, MaxBytes, MaxRecordingBytes and MaxCharacters must be greater than zero, the others not negative.").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IPacedLines, PacedLines>();

        services.AddMediaReading(configuration);
        services.AddSingleton<AttachmentSource>();
        services.AddSingleton<PictureReader>();
        services.AddSingleton<RecordingReader>();
        services.AddSingleton<ISpeechToTextClient, RecordingTextClient>();
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<AttachmentReader>();

        services.AddSpeechOutput(configuration);
        services.AddAgent(configuration);
        services.AddLongTermMemory(configuration);
        services.AddFacts(configuration);

        services.AddOptions<NoticesOptions>().Bind(configuration.GetSection(NoticesOptions.SectionName))
            .Validate(o => o.IsValid(), "Notices: MaxRecipients and MaxCharacters must be greater than zero, PerSecond greater than zero and at most 1000.").ValidateOnStart();
        services.AddSingleton<NoticeTurns>();
        services.AddSingleton<INotices, NoticeSender>();

        services.AddSingleton<TurnLoad>();
        services.AddSingleton<TurnPace>();
        services.AddSingleton<ITurnLoad>(sp => sp.GetRequiredService<TurnLoad>());
        services.AddSingleton<TurnRecall>();
        services.AddSingleton<OlderEvidence>();
        services.AddSingleton<TurnEvidence>();
        services.AddSingleton<TurnDelivery>();
        services.AddSingleton<TurnMemory>();
        services.AddSingleton<TurnRecording>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<MemoryRevisions>();
        services.AddSingleton<Welcome>();
        services.AddSingleton<IConversationSessions, SessionServices>();
        return services;
    }
}
