using Assistant.Conversations;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

public sealed class TurnPaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TurnLoad _load = new(Options.Create(new TurnOptions()));

    public void Dispose() => _load.Dispose();

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public async Task Second_WithTurns_IsQuietBelowTwenty(int turns, bool quiet)
    {
        var pace = new TurnPace(_load, _time);
        for (var i = 0; i < turns; i++)
            await _load.RunAsync(() => Task.CompletedTask, TestContext.Current.CancellationToken);
        Assert.True(pace.IsQuiet);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(quiet, pace.IsQuiet);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.IsQuiet);
    }
}
