using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>A connector on loopback that notes each request and answers as the test says, by default 200 with an empty object.</summary>
internal sealed class LoopbackConnector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackConnector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>"GET /v3/... authorization" with the body below when there was one.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Told which request, from 1, it is.</summary>
    public Func<int, (HttpStatusCode Status, string Body)> Answer { get; set; } = _ => (HttpStatusCode.OK, "{}");

    public static async Task<LoopbackConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new LoopbackConnector(builder.Build());
        connector._app.Run(connector.TakeAsync);
        await connector._app.StartAsync();
        return connector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        Requests.Enqueue($"{context.Request.Method} {target} {context.Request.Headers.Authorization}{(body.Length == 0 ? "" : $"\n{body}")}");
        var (status, answer) = Answer(Requests.Count);
        context.Response.StatusCode = (int)status;
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
