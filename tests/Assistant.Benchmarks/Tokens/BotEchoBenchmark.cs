using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Assistant.Agent;
using Assistant.Server;
using Assistant.Tests.Channels.BotFramework.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Assistant.Benchmarks.Tokens;

/// <summary>Activities from 32 senders to /api/messages, each answered through the connector before the next: without authentication (development mode) and with it, in turn, the server, the senders and the connector in this process.</summary>
internal static class BotEchoBenchmark
{
    private const int Senders = 32;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var world = await TokenWorld.StartAsync();
        await using var connector = await Connector.StartAsync();
        var rounds = new List<(bool Secured, Figures Figures)>();
        // The first round is thrown away: it is the compiler that it measures.
        foreach (var secured in new[] { false, false, true, false, true })
            rounds.Add((secured, await MeasureAsync(world, connector, secured, cancellationToken)));
        var (open, closed) = (Best(rounds.Skip(1).Where(round => !round.Secured)), Best(rounds.Where(round => round.Secured)));
        BenchmarkLine.Write("bot-echo", "authenticated", "activities_per_second", closed.PerSecond, "without authentication", open.PerSecond,
            ("ack_p99_ms", closed.AcknowledgedP99), ("reply_p50_ms", closed.RepliedP50), ("reply_p99_ms", closed.RepliedP99), ("open_ack_p99_ms", open.AcknowledgedP99), ("open_reply_p99_ms", open.RepliedP99));
        return 0;
    }

    private static Figures Best(IEnumerable<(bool Secured, Figures Figures)> rounds) => rounds.Select(round => round.Figures).MaxBy(figures => figures.PerSecond)!;

    private static async Task<Figures> MeasureAsync(TokenWorld world, Connector connector, bool secured, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("assistant-echo-").FullName;
        string[] settings = ["--urls", "http://127.0.0.1:0", "--Data:Directory", data];
        if (secured)
            settings = [.. settings, .. world.Settings().Append(new("BotFramework:AllowedServiceUrls:0", connector.Address)).SelectMany(each => new[] { $"--{each.Key}", each.Value })];
        await using var app = AssistantHost.Build(settings, services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<IAnswerStrategy, EchoAnswers>());
        });
        await app.StartAsync(cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Senders }) { BaseAddress = new Uri(app.Urls.First()) };
        var claims = TokenWorld.ChannelClaims(connector.Address, TimeProvider.System.GetUtcNow());
        var token = SignedToken.Make(TokenWorld.Header(world.First), claims, SignedToken.Rsa(world.First));
        http.DefaultRequestHeaders.Authorization = secured ? new AuthenticationHeaderValue("Bearer", token) : null;

        await SendAsync(http, connector, s_warmUp, cancellationToken);
        var figures = await SendAsync(http, connector, s_measured, cancellationToken);
        await app.StopAsync(cancellationToken);
        Directory.Delete(data, recursive: true);
        return figures;
    }

    private static async Task<Figures> SendAsync(HttpClient http, Connector connector, TimeSpan span, CancellationToken cancellationToken)
    {
        var (acknowledged, replied, began) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            var conversation = $"c-{Guid.NewGuid():N}";
            for (var i = 0; Stopwatch.GetElapsedTime(began) < span; i++)
            {
                var (reply, start) = (connector.Expect(conversation), Stopwatch.GetTimestamp());
                using var content = new StringContent($$"""{"type":"message","id":"a-{{i}}","channelId":"webchat","serviceUrl":"{{connector.Address}}","conversation":{"id":"{{conversation}}"},"from":{"id":"user-1"},"recipient":{"id":"bot-1"},"text":"hello {{i}}"}""", Encoding.UTF8, "application/json");
                using var response = await http.PostAsync("/api/messages", content, cancellationToken);
                response.EnsureSuccessStatusCode();
                acknowledged.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                await reply.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
                replied.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }, cancellationToken)));
        return new(replied.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, Percentile(acknowledged, .99), Percentile(replied, .5), Percentile(replied, .99));
    }

    private static double Percentile(ConcurrentBag<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return Math.Round(sorted[(int)(part * (sorted.Length - 1))], 2);
    }

    private sealed record Figures(double PerSecond, double AcknowledgedP99, double RepliedP50, double RepliedP99);

    /// <summary>Takes replies and wakes who waits for them.</summary>
    private sealed class Connector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

        public string Address => app.Urls.First();

        public static async Task<Connector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var connector = new Connector(builder.Build());
            connector.Map();
            await connector.StartServerAsync();
            return connector;
        }

        public Task Expect(string conversation) => (_waiting[conversation] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task StartServerAsync() => app.StartAsync();

        private void Map() => app.MapPost("/v3/conversations/{conversation}/activities/{to}", async (HttpContext context, string conversation) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var isMessage = (await reader.ReadToEndAsync()).Contains("\"type\":\"message\"", StringComparison.Ordinal);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsync("""{"id":"r-1"}""");
            if (isMessage && _waiting.TryGetValue(conversation, out var waiting))
                waiting.TrySetResult();
        });
    }
}
