using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Inbound;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>Direct Line 3.0 (REST and WebSocket): what our own page, Microsoft's Web Chat and any other Direct Line client speak.</summary>
public static class DirectLineChannel
{
    public const string Prefix = "/v3/directline";

    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection(DirectLineOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineOptionsCheck>();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<SiteSecret>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<ConversationIds>();
        services.AddSingleton<RequestAccess>();
        services.AddSingleton<ConversationAccess>();
        services.AddSingleton<PostingPace>();
        services.AddSingleton<ActivityReader>();
        services.AddSingleton<UploadReader>();
        services.AddSingleton<MessageSender>();
        services.AddSingleton<ActivityWriter>();
        services.AddSingleton<FollowerSocket>();
        services.AddSingleton<TokenEndpoints>();
        services.AddSingleton<ConversationEndpoints>();
        services.AddSingleton<StreamEndpoint>();
        return services;
    }

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var tokens = services.GetService<TokenEndpoints>() ?? throw new InvalidOperationException("MapDirectLine needs AddDirectLine.");
        var conversations = services.GetRequiredService<ConversationEndpoints>();
        var stream = services.GetRequiredService<StreamEndpoint>();
        routes.Post("/tokens/generate", tokens.GenerateAsync);
        routes.Post("/tokens/refresh", tokens.RefreshAsync);
        routes.Post("/conversations", conversations.StartAsync);
        routes.Get("/conversations/{conversation}", conversations.ReconnectAsync);
        routes.Get("/conversations/{conversation}/activities", conversations.ReadAsync);
        routes.Post("/conversations/{conversation}/activities", conversations.PostAsync);
        routes.Post("/conversations/{conversation}/upload", conversations.UploadAsync);
        routes.Get("/conversations/{conversation}/stream", stream.FollowAsync);
        // Whatever else is asked for gets Direct Line's error, not the web server's.
        routes.Map(Prefix + "/{**rest}", GuardedRoute.Guard(context => CrossOrigin.IsPreflight(context.Request) ? CrossOrigin.AnswerAsync(context) : throw Refusal.NotFound("Direct Line has no such address here.")));
        return routes;
    }

    private static void Get(this IEndpointRouteBuilder routes, string path, RequestDelegate handler) => routes.MapGet(Prefix + path, GuardedRoute.Guard(handler));

    private static void Post(this IEndpointRouteBuilder routes, string path, RequestDelegate handler) => routes.MapPost(Prefix + path, GuardedRoute.Guard(handler));

    /// <summary>Says at start what is wrong and how it is put right.</summary>
    private sealed class DirectLineOptionsCheck : IValidateOptions<DirectLineOptions>
    {
        public ValidateOptionsResult Validate(string? name, DirectLineOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
