using System.Collections.Concurrent;
using System.Diagnostics;
using Assistant.Conversations;

namespace Assistant.Inference.Tests.Language;

public sealed class LocalModelTelemetryTests
{
    [Fact]
    public async Task Client_TellsASpanLikeAServers_WithoutContent()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnTelemetry.SourceName, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var tiny = new TinyChat();
        using var test = new Activity("test").Start();

        await tiny.AnswerAsync("xyzzy", tokens: 3);

        var span = Assert.Single(spans, span => span.TraceId == test.TraceId);
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("tiny", span.GetTagItem("gen_ai.request.model"));
        Assert.DoesNotContain("xyzzy", string.Join('\n', span.TagObjects.Select(tag => $"{tag.Value}")), StringComparison.Ordinal);
    }
}
