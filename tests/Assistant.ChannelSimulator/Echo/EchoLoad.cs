using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Assistant.ChannelSimulator.Report;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>So many people who each say the next thing when the last was answered, and the connector that takes the answers; a well-behaved one.</summary>
internal sealed class EchoLoad : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly WebApplication _connector;
    private readonly HttpClient _http;

    private EchoLoad(WebApplication connector, int people) => (_connector, _http) = (connector, new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = people }));

    private string Address => _connector.Urls.First();

    public static async Task<EchoLoad> StartAsync(int people)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var load = new EchoLoad(builder.Build(), people);
        load._connector.MapPost("/v3/conversations/{conversation}/activities/{to?}", load.TakeAsync);
        await load._connector.StartAsync();
        return load;
    }

    public async Task<EchoFigures> MeasureAsync(Uri bot, int people, TimeSpan span, CancellationToken cancellationToken)
    {
        var (acknowledged, replied, began) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, people).Select(_ => Task.Run(async () =>
        {
            var conversation = $"c-{Guid.NewGuid():N}";
            for (var i = 0; Stopwatch.GetElapsedTime(began) < span; i++)
            {
                var reply = (_waiting[conversation] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                var start = Stopwatch.GetTimestamp();
                using var content = new StringContent(
                    $$"""{"type":"message","id":"a-{{i}}","channelId":"emulator","serviceUrl":"{{Address}}","conversation":{"id":"{{conversation}}"},"from":{"id":"user-1","name":"Ada"},"recipient":{"id":"bot-1","name":"Bot"},"locale":"en-US","text":"hello"}""", Encoding.UTF8, "application/json");
                using var response = await _http.PostAsync(bot, content, cancellationToken);
                response.EnsureSuccessStatusCode();
                acknowledged.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                await reply.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
                replied.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }, cancellationToken)));
        return new(Math.Round(replied.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, 1), Percentiles.Of(acknowledged, .99), Percentiles.Of(replied, .5), Percentiles.Of(replied, .99));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.StopAsync();
        await _connector.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var isMessage = (await reader.ReadToEndAsync(context.RequestAborted)).Contains("\"type\":\"message\"", StringComparison.Ordinal);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"id":"r-1"}""", context.RequestAborted);
        if (isMessage && _waiting.TryGetValue((string)context.Request.RouteValues["conversation"]!, out var waiting))
            waiting.TrySetResult();
    }
}

/// <param name="PerSecond">Answers.</param>
internal sealed record EchoFigures(double PerSecond, double AcknowledgedP99, double RepliedP50, double RepliedP99);
