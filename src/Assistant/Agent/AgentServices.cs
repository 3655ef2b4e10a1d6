using Assistant.Agent.Asking;
using Assistant.Agent.Extractive;
using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Prompts;
using Assistant.Tools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>Registers step 6: the agent, its models, tools and prompts, and the answers without a model.</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddModels(configuration);
        services.AddOptions<PromptOptions>().Bind(configuration.GetSection(PromptOptions.SectionName));
        services.AddSingleton<PromptCatalog>();
        services.AddSingleton<ToolPlugins>();
        services.AddSingleton<ToolBudget>();
        services.AddSingleton<MissingArguments>();
        services.AddSingleton<ToolApproval>();
        services.AddSingleton<ToolQuestions>();
        services.AddSingleton<SettledTools>();
        services.AddSingleton<ToolRecorder>();
        services.AddSingleton<TurnKernels>();

        services.AddOptions<AskBackOptions>().Bind(configuration.GetSection(AskBackOptions.SectionName))
            .Validate(o => o.IsValid(), "AskBack: ChoiceMargin must not be negative, ChoiceLasts, ApprovalLasts and FormLasts greater than zero.").ValidateOnStart();
        services.AddOptions<ContactOptions>().Bind(configuration.GetSection(ContactOptions.SectionName));
        services.AddSingleton<PersonRequest>();
        services.AddExtractiveAnswers();
        services.AddSingleton<PicturesForModel>();
        services.AddSingleton<QuestionForSearch>();
        services.AddSingleton<TurnPreparation>();
        services.AddSingleton<AnswerFinish>();
        services.AddSingleton<ModelFallback>();
        services.AddSingleton<ModelStrategy>();
        services.AddSingleton(sp => new Lazy<ModelStrategy>(sp.GetRequiredService<ModelStrategy>));
        services.AddSingleton<SmallModelWriting>();
        services.AddSingleton<IAnswerStrategy, StrategyChoice>();
        services.AddSingleton<AgentLoop>();

        services.AddOptions<MemoryPolicyOptions>().Bind(configuration.GetSection(MemoryPolicyOptions.SectionName))
            .Validate(o => o.IsValid(), "WorkingMemory: MaxTokens must be 0 or at least 200, SummaryTokens not negative, MaxTurns and SummaryDeadline greater than zero.").ValidateOnStart();
        services.AddSingleton<IConversationSummary, ModelSummary>();
        services.AddSingleton<IModelFacts, ModelFacts>();
        services.AddSingleton(sp => new Lazy<IModelFacts>(sp.GetRequiredService<IModelFacts>));
        services.AddSingleton<WorkingMemoryPolicy>();
        return services;
    }

    private static void AddModels(this IServiceCollection services, IConfiguration configuration)
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
    }
}
