using System.Collections.Concurrent;
using System.Diagnostics;
using Assistant.Conversations;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Processes;
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
    public async Task Turns_AreTracesOfTheirOwn_FoundByTheReferenceOfAnApology()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnTelemetry.SourceName, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        string[] said = [await client.SayAsync("slow one"), await client.SayAsync("fail two"), await client.SayAsync("three")];
        await stream.AnswerToAsync(said[2]);
        var apology = (await stream.AnswerToAsync(said[1])).GetProperty("text").GetString()!;

        var conversation = new ConversationKey(ConversationKey.DefaultTenant, "directline", client.Conversation);
        Activity[] Of(string name) => [.. spans.Where(span => span.OperationName == name && (string?)span.GetTagItem("assistant.conversation") == TurnIds.Of(conversation))];
        await Eventually.HoldsAsync(() => Of("turn").Length == 3);
        var turns = Of("turn");
        Assert.Equal(3, turns.Select(turn => turn.TraceId).Distinct().Count());
        Assert.All(turns, turn => Assert.Null(turn.ParentId));
        Assert.Equal(turns.Select(turn => turn.GetTagItem("assistant.turn")), Of("accept").Select(step => step.GetTagItem("assistant.turn")));
        Assert.Equal(["answered", "Internal", "answered"], turns.Select(turn => turn.GetTagItem("assistant.outcome")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], turns.Select(turn => turn.Status));
        Assert.Contains((string)turns[1].GetTagItem("assistant.turn")!, apology, StringComparison.Ordinal);
        Assert.DoesNotContain(client.Conversation, string.Concat(turns.SelectMany(turn => turn.TagObjects).Select(tag => tag.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_IsMeasuredByDefault()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);

        Assert.Null(server.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
        Assert.Null(server.Services.GetService<OpenTelemetry.Metrics.MeterProvider>());
    }
}
