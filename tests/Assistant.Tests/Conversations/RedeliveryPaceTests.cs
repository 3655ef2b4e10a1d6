using Assistant.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

public sealed class RedeliveryPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Failures_AreTriedAgainAtDoublingIntervals()
    {
        var pace = new RedeliveryPace(_time);
        var waits = new List<double>();
        for (var tries = 0; tries < 12; tries++)
        {
            var waited = 0;
            while (!pace.TryBegin("r-1"))
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                waited++;
            }
            waits.Add(waited);
            pace.End("r-1", arrived: false);
        }

        Assert.Equal([0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600], waits);
    }

    [Fact]
    public void Reply_IsNotTriedTwiceAtOnceNorAfterItArrived()
    {
        var pace = new RedeliveryPace(_time);

        Assert.True(pace.TryBegin("r-1"));
        Assert.False(pace.TryBegin("r-1"));
        Assert.True(pace.TryBegin("r-2"));
        pace.End("r-1", arrived: true);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(pace.TryBegin("r-1"));
    }
}
