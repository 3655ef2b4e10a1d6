using Assistant.Health;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Health;

public sealed class PacedLinesTests
{
    [Fact]
    public void Count_TellsTheFirstAtOnce_AndThenOncePerMinuteHowManyThereWere()
    {
        var time = new FakeTimeProvider();
        var lines = new PacedLines(time);

        Assert.Equal(1, lines.Count("refused"));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Equal(0, lines.Count("refused")));
        Assert.Equal(1, lines.Count("swept"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1_001, lines.Count("refused"));
        Assert.Equal(0, lines.Count("refused"));
    }
}
