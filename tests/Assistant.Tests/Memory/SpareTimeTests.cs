using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Memory;

public sealed class SpareTimeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TurnLoad _load = new(Options.Create(new TurnOptions()));

    public void Dispose() => _load.Dispose();

    [Fact]
    public async Task Work_ThatTookASecond_IsNotDoneAgainForNine()
    {
        var spare = Spare(0.1);
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
        var spare = Spare(0.1);
        var first = new TaskCompletionSource<int>();
        var running = spare.TryAsync(() => first.Task);
        Assert.False((await spare.TryAsync(() => Taking(2))).Done);
        first.SetResult(1);
        Assert.Equal((true, 1), await running);
    }

    [Fact]
    public async Task Work_ThatFailed_DoesNotBlockLaterWork()
    {
        var spare = Spare(0.5);
        await Assert.ThrowsAsync<InvalidOperationException>(() => spare.TryAsync<int>(() => throw new InvalidOperationException()));
        Assert.True((await spare.TryAsync(() => Taking(1))).Done);
    }

    [Fact]
    public async Task Work_WhileManyTurnsBegin_IsLeftOut()
    {
        var spare = Spare(0.5);
        for (var i = 0; i < 40; i++)
            await _load.RunAsync(() => Task.CompletedTask, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await spare.TryAsync(() => Taking(1))).Done);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await spare.TryAsync(() => Taking(2))).Done);
    }

    private SpareTime Spare(double share) => new(share, new TurnPace(_load, _time), _time);

    private Task<int> Taking(int result, double seconds = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(result);
    }
}
