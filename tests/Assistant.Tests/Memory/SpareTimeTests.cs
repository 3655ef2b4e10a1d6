using Assistant.Memory.LongTerm;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Memory;

public sealed class SpareTimeTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Work_ThatTookASecond_IsNotDoneAgainForNine()
    {
        var spare = new SpareTime(0.1, _time);
        Assert.Equal((true, 1), await spare.TryAsync(() => Taking(1, seconds: 1)));
        Assert.False((await spare.TryAsync(() => Taking(2))).Done);
        _time.Advance(TimeSpan.FromSeconds(8.9));
        Assert.False((await spare.TryAsync(() => Taking(3))).Done);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((true, 4), await spare.TryAsync(() => Taking(4)));
    }

    [Fact]
    public async Task Work_WhileOtherIsDone_IsLeftOut()
    {
        var spare = new SpareTime(0.1, _time);
        var first = new TaskCompletionSource<int>();
        var running = spare.TryAsync(() => first.Task);
        Assert.False((await spare.TryAsync(() => Taking(2))).Done);
        first.SetResult(1);
        Assert.Equal((true, 1), await running);
    }

    [Fact]
    public async Task Work_ThatFailed_DoesNotBlockLaterWork()
    {
        var spare = new SpareTime(0.5, _time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => spare.TryAsync<int>(() => throw new InvalidOperationException()));
        Assert.True((await spare.TryAsync(() => Taking(1))).Done);
    }

    private Task<int> Taking(int result, double seconds = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(result);
    }
}
