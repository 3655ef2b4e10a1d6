using Assistant.Channels.DirectLine;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Channels.Page;

/// <summary>What our own page asks beside Direct Line (docs/page-api.md): who is asking, the list of conversations, what is remembered, the bytes and texts of sources.</summary>
public static class PageChannel
{
    public const string Prefix = "/api/page";
    private const string Conversation = "/conversations/{conversation}";
    private const string Memory = "/memory";
    private const string Fact = Memory + "/facts/{fact}";
    private const string Attachment = Conversation + "/attachments/{attachment}";

    /// <summary>Needs <see cref="DirectLineChannel.AddDirectLine"/>, whose tokens it gives out and asks for.</summary>
    public static IServiceCollection AddPage(this IServiceCollection services)
    {
        services.AddSingleton<SessionEndpoint>();
        services.AddSingleton<ConversationListEndpoints>();
        services.AddSingleton<FeedbackEndpoints>();
        services.AddSingleton<AnswerSpeechEndpoint>();
        services.AddSingleton<AttachmentEndpoints>();
        services.AddSingleton<CitationEndpoint>();
        services.AddSingleton<MemoryListEndpoints>();
        services.AddSingleton<MemoryChangeEndpoints>();
        services.AddSingleton<ErasureEndpoint>();
        return services;
    }

    public static IEndpointRouteBuilder MapPage(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var session = services.GetService<SessionEndpoint>() ?? throw new InvalidOperationException("MapPage needs AddPage.");
        var list = services.GetRequiredService<ConversationListEndpoints>();
        var feedback = services.GetRequiredService<FeedbackEndpoints>();
        var speech = services.GetRequiredService<AnswerSpeechEndpoint>();
        var attachments = services.GetRequiredService<AttachmentEndpoints>();
        var memory = services.GetRequiredService<MemoryListEndpoints>();
        var change = services.GetRequiredService<MemoryChangeEndpoints>();
        routes.On("POST", "/session", session.OpenAsync);
        routes.On("GET", "/conversations", list.ListAsync);
        routes.On("POST", "/conversations/search", list.SearchAsync);
        routes.On("GET", Conversation + "/waiting", list.WaitingAsync);
        routes.On("PATCH", Conversation, list.RenameAsync);
        routes.On("DELETE", Conversation, list.DeleteAsync);
        routes.On("POST", Conversation + "/stop", list.StopAsync);
        routes.On("GET", Conversation + "/feedback", feedback.ListAsync);
        routes.On("PUT", Conversation + "/answers/{answer}/feedback", feedback.GiveAsync);
        routes.On("GET", Conversation + "/answers/{answer}/speech", speech.ReadAloudAsync);
        routes.On("GET", Conversation + "/answers/{answer}/citations/{n}", services.GetRequiredService<CitationEndpoint>().PlaceAsync);
        routes.On("GET", Attachment, attachments.ReadAsync);
        routes.On("GET", Attachment + "/text", attachments.TextAsync);
        routes.On("GET", Attachment + "/pages/{page}", attachments.PageAsync);
        routes.On("GET", Memory, memory.ListAsync);
        routes.On("DELETE", Memory, change.ForgetEverythingAsync);
        routes.On("GET", Fact + "/why", memory.WhyAsync);
        routes.On("PATCH", Fact, change.CorrectAsync);
        routes.On("DELETE", Fact, change.ForgetFactAsync);
        routes.On("GET", Memory + "/episodes", memory.EpisodesAsync);
        routes.On("POST", Memory + "/episodes/search", memory.SearchAsync);
        routes.On("DELETE", Memory + "/episodes", change.ForgetEpisodeAsync);
        routes.On("GET", Memory + "/export", memory.ExportAsync);
        routes.On("POST", Memory + "/pause", change.PauseAsync);
        routes.On("POST", Memory + "/resume", change.ResumeAsync);
        routes.On("POST", "/erase", services.GetRequiredService<ErasureEndpoint>().EraseAsync);
        return routes;
    }

    private static void On(this IEndpointRouteBuilder routes, string method, string path, RequestDelegate handler) =>
        routes.MapMethods(Prefix + path, [method], GuardedRoute.Guard(handler));
}
