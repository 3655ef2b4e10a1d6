using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.Http;

/// <summary>A body costs what has come of it, and no longer than it may.</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public async Task LengthThatIsOnlySaid_CostsNoMemory()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = 1_000_000_000;
        context.Request.Body = new MemoryStream("abc"u8.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = await RequestBody.ReadAsync(context.Request, 1_500_000_000, TestContext.Current.CancellationToken);

        Assert.Equal("abc"u8.ToArray(), read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public async Task MoreThanItMayHave_IsRefused_AlsoWithoutALength()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(new byte[100_001]);

        var refusal = await Assert.ThrowsAsync<Refusal>(() => RequestBody.ReadAsync(context.Request, 100_000, TestContext.Current.CancellationToken));

        Assert.Equal(413, refusal.Status);
    }

    [Fact]
    public async Task BodyThatComesForTooLong_IsGivenUp()
    {
        var (context, time) = (new DefaultHttpContext(), new FakeTimeProvider());
        var reading = RequestBody.WithinAsync(context, TimeSpan.FromMinutes(2), "Some:Setting", time, async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        });

        time.Advance(TimeSpan.FromMinutes(3));

        var refusal = await Assert.ThrowsAsync<Refusal>(() => reading);
        Assert.Equal(408, refusal.Status);
        Assert.Contains("Some:Setting", refusal.Message, StringComparison.Ordinal);
    }
}
