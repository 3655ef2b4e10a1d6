namespace Assistant.Tests.Memory.Facts;

/// <summary>
/// Histories in Chinese by writers who did not know the rules. What is reached is asserted, below the figures of docs/memory-facts.md by one
/// expectation or so; false memories of the held-out lines are above the target of 2 % of histories.
/// </summary>
public sealed class ChineseStrangersTests(ITestOutputHelper output)
{
    private const int Everyday = 200;

    [Theory]
    [InlineData(true, false, 0.98, 0.98, 0.02)]
    [InlineData(true, true, 0.80, 0.84, 0.05)]
    [InlineData(false, false, 0.87, 0.93, 0.02)]
    [InlineData(false, true, 0.56, 0.35, 0.07)]
    public void Histories_OfStrangers_ReachWhatIsDocumented(bool everyday, bool heldOut, double current, double asOf, double falseShare)
    {
        var lines = HistoryFile.Lines("strangers-zh.txt").ToList();
        var score = new HistoryScore();
        foreach (var line in (everyday ? lines.Take(Everyday) : lines.Skip(Everyday)).Where((_, i) => i % 2 == 1 == heldOut))
            score.Add(HistoryFile.Parse(line));

        output.WriteLine(score.Line($"{(everyday ? "everyday" : "unusual")}, {(heldOut ? "held out" : "development")}"));
        Assert.True(score.CurrentShare >= current, score.Line("current"));
        Assert.True(score.AsOfShare >= asOf, score.Line("as-of"));
        Assert.True(score.FalseShare <= falseShare, score.Line("false"));
    }
}
