using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>Pulls from a hub that is slow, silent or busy.</summary>
public sealed class BusyHubTests
{
    [Fact]
    public async Task Pull_OfASlowBody_IsGivenItsTime()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request) with { Chunk = 60_000, Pause = TimeSpan.FromMilliseconds(200) } : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
    }

    [Fact]
    public async Task Pull_OfAConnectionThatFallsSilent_IsTriedAgain()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request is { File: PullFixture.Onnx, Number: <= 2 }
            ? request.Number == 1 ? new() { Silent = true } : fixture.Hub.Honest(request) with { CutAfter = 50_000, StallsAtEnd = true }
            : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.Contains(fixture.Seen, seen => seen.Notice?.StartsWith("silence for 0.5 s", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "1")]
    [InlineData(503, null)]
    [InlineData(503, "1")]
    public async Task Pull_FromAServerThatIsBusy_WaitsAndComesAgain(int status, string? retryAfter)
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request is { File: PullFixture.Onnx, Number: <= 2 } ? Busy(status, retryAfter) : null;
        var started = TimeProvider.System.GetTimestamp();

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.Equal(retryAfter is not null, TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(1.9));
        Assert.Contains(fixture.Seen, seen => seen.Notice?.StartsWith($"it answered {status}, again in", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Pull_FromAServerThatAsksToWaitForHours_EndsAndSaysSo()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? Busy(429, "7200") : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("120 minutes", refused.Message, StringComparison.Ordinal);
    }

    private static HubReply Busy(int status, string? retryAfter)
    {
        var reply = new HubReply { Status = status };
        if (retryAfter is not null)
            reply.Headers["Retry-After"] = retryAfter;
        return reply;
    }
}
