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

    /// <summary>The serviceUrl of its activities.</summary>
    public string Address => _connector.Urls.First();

    /// <summary>Of each request, or null: the bot wants none.</summary>
    public Func<string>? Token { get; set; }

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

    public Task<EchoFigures> MeasureAsync(Uri bot, int people, TimeSpan span, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        return MeasureAsync(bot, people, int.MaxValue, () => Stopwatch.GetElapsedTime(began) < span, cancellationToken);
    }

    /// <param name="turns">After so many each person begins a new conversation.</param>
    public async Task<EchoFigures> MeasureAsync(Uri bot, int people, int turns, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var (acknowledged, replied, began) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, people).Select(_ => Task.Run(async () =>
        {
            var conversation = "";
            for (var i = 0; goesOn(); i++)
            {
                if (i % turns == 0)
                {
                    _waiting.TryRemove(conversation, out var _);
                    conversation = $"c-{Guid.NewGuid():N}";
                }
                var reply = (_waiting[conversation] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                var start = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, bot);
                request.Content = new StringContent(
                    $$"""{"type":"message","id":"a-{{i}}","channelId":"webchat","serviceUrl":"{{Address}}","conversation":{"id":"{{conversation}}"},"from":{"id":"user-1","name":"Ada"},"recipient":{"id":"bot-1","name":"Bot"},"locale":"en-US","text":"hello"}""", Encoding.UTF8, "application/json");
                if (Token is { } token)
                    request.Headers.Authorization = new("Bearer", token());
                using var response = await _http.SendAsync(request, cancellationToken);
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
