namespace Assistant.Tests.Memory.Facts;

/// <summary>
/// The scripted histories against their targets. Even lines of the file and of the script are held out: the rules were written with the others'
/// failures in view only. Who wrote the rules wrote the histories too, and script and rules share shapes, so strangers' sentences do worse.
/// </summary>
public sealed class FactHistoriesTests(ITestOutputHelper output)
{
    private const double CurrentTarget = 0.95, AsOfTarget = 0.95, FalseTarget = 0.02;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Histories_OfEitherHalf_ReachTheTargets(bool heldOut)
    {
        var score = Score(HistoryFile.All().Where(history => history.IsHeldOut == heldOut));

        output.WriteLine(score.Line(heldOut ? "held out" : "development"));
        Assert.True(score.CurrentShare >= CurrentTarget, score.Line("current"));
        Assert.True(score.AsOfShare >= AsOfTarget, score.Line("as-of"));
        Assert.True(score.FalseShare <= FalseTarget, score.Line("false"));
    }

    [Fact]
    public void Histories_Together_AreAtLeastThreeHundredInBothLanguages()
    {
        var all = HistoryFile.All();

        Assert.True(all.Count >= 300);
        Assert.True(all.Count(history => history.Line.Any(sign => sign is >= '\u4e00' and <= '\u9fff')) >= 100);
    }

    private static HistoryScore Score(IEnumerable<History> histories)
    {
        var score = new HistoryScore();
        foreach (var history in histories)
            score.Add(history);
        return score;
    }
}
