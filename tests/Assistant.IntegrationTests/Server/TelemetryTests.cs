using System.Collections.Concurrent;
using Assistant.IntegrationTests.DirectLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Server;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Collector_WhenConfigured_GetsASpanAStepAndNoWords()
    {
        var received = new ConcurrentQueue<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        await using var collector = builder.Build();
        collector.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body, System.Text.Encoding.Latin1);
            received.Enqueue((context.Request.Path, await body.ReadToEndAsync(context.RequestAborted)));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using (var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Telemetry:Endpoint", collector.Urls.First()))
        {
            using var client = await DirectLineClient.StartAsync(server.CreateClient());
            await using var stream = await client.OpenStreamAsync();
            await stream.AnswerToAsync(await client.SayAsync("a very private question"));
        }

        var traces = string.Concat(received.Where(each => each.Path == "/v1/traces").Select(each => each.Body));
        foreach (var step in new[] { "recall", "answer", "record" })
            Assert.Contains(step, traces, StringComparison.Ordinal);
        Assert.Contains("assistant.turn.duration", string.Concat(received.Where(each => each.Path == "/v1/metrics").Select(each => each.Body)), StringComparison.Ordinal);
        Assert.All(received, each => Assert.DoesNotContain("private question", each.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_IsMeasuredByDefault()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);

        Assert.Null(server.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
        Assert.Null(server.Services.GetService<OpenTelemetry.Metrics.MeterProvider>());
    }
}
