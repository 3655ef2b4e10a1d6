using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.Replicas;

/// <summary>A model server with an address for each replica, so that the test knows which replica answers, and may keep it waiting.</summary>
internal sealed class TwoModels : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();
    private TaskCompletionSource<string> _asked = NewAsked();

    private TwoModels(WebApplication app) => _app = app;

    public Uri EndpointOf(string replica) => new($"{_app.Urls.First()}/{replica}/v1");

    /// <summary>The replica whose request came next after the last <see cref="Expect"/>.</summary>
    public Task<string> Asked => _asked.Task;

    public static async Task<TwoModels> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var models = new TwoModels(app);
        app.MapPost("/{replica}/v1/chat/completions", models.AnswerAsync);
        await app.StartAsync();
        return models;
    }

    public void Expect() => _asked = NewAsked();

    /// <summary>Requests of this replica begin to be answered and then stand still, until it is released.</summary>
    public void Hold(string replica) => _held[replica] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release(string replica)
    {
        if (_held.TryRemove(replica, out var held))
            held.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _held.Keys)
            Release(replica);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, string replica)
    {
        _asked.TrySetResult(replica);
        context.Response.ContentType = "text/event-stream";
        await SendAsync(context, $"Replica {replica} says");
        if (_held.TryGetValue(replica, out var held))
            await held.Task.WaitAsync(context.RequestAborted);
        await SendAsync(context, " hello.");
        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync($$$"""data: {"id":"c","object":"chat.completion.chunk","created":0,"model":"stub","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":null}]}""" + "\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static TaskCompletionSource<string> NewAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
