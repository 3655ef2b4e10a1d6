using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Keys;
using Assistant.Channels.BotFramework.Access.Tokens;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Extensions;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Files;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace Assistant.Channels.BotFramework;

/// <summary>The Bot Framework protocol: what Teams, the Bot Connector, the Emulator and Agents Playground speak.</summary>
public static class BotFrameworkChannel
{
    public const string Path = "/api/messages";

    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotFrameworkOptions>().Bind(configuration.GetSection(BotFrameworkOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsCheck>();
        services.TryAddSingleton<LocalCaller>();
        services.TryAddSingleton<INetwork, SystemNetwork>();
        services.AddSingleton<CheckedConnections>();

        services.AddSingleton<AppRegistrations>();
        services.AddSingleton<KeyDownload>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<DevelopmentMode>();
        services.AddSingleton<TokenAuthentication>();
        services.AddSingleton<IInboundAuthenticator>(provider => provider.GetRequiredService<IOptions<BotFrameworkOptions>>().Value.IsDevelopment
            ? provider.GetRequiredService<DevelopmentMode>()
            : provider.GetRequiredService<TokenAuthentication>());
        services.AddSingleton<ServiceUrls>();
        services.AddSingleton<RefusedActivities>();
        services.AddSingleton<IMsalHttpClientFactory, TokenHttp>();
        services.AddSingleton<IConnectorTokens, ConnectorTokens>();

        services.AddSingleton<IncomingFiles>();
        services.AddSingleton<IncomingActivityReader>();
        services.AddSingleton<MessageIntake>();
        services.AddSingleton<Removals>();
        services.AddSingleton<AnswerWaiting>();
        services.AddSingleton<ExpectedAnswers>();
        services.AddSingleton<FeedbackIntake>();
        services.AddSingleton<MemoryCards>();
        services.AddSingleton<AskedCards>();
        services.AddSingleton<CardInvokes>();
        services.AddSingleton<FileOffers>();
        services.AddSingleton<PersonalDataFile>();
        services.AddSingleton<FileUploader>();
        services.AddSingleton<FileConsentInvokes>();
        services.AddSingleton<FileErrand>();
        services.AddSingleton<AnswerOffers>();
        services.AddSingleton<PersonalChat>();
        services.AddSingleton<AskAboutMessage>();
        services.AddSingleton<MemorySearch>();
        services.AddSingleton<ExtensionInvokes>();
        services.AddSingleton<InvokeAnswers>();
        services.AddSingleton<MessagesEndpoint>();

        services.AddSingleton<ConnectorHttp>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<IReplyChannel, ConnectorReplies>();
        services.AddSingleton<FetchRules>();
        services.AddSingleton<IAttachmentFetcher, AttachmentFetcher>();
        return services;
    }

    public static IEndpointRouteBuilder MapBotFramework(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetService<MessagesEndpoint>() ?? throw new InvalidOperationException("MapBotFramework needs AddBotFramework.");
        routes.MapPost(Path, GuardedRoute.Guard(endpoint.PostAsync));
        return routes;
    }

    /// <summary>Says at start what is wrong and how it is put right.</summary>
    private sealed class BotFrameworkOptionsCheck : IValidateOptions<BotFrameworkOptions>
    {
        public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
