namespace Assistant.Tests.Memory.Facts;

/// <summary>
/// Histories in everyday wordings of a third writer, in both languages. After the rules had been widened by the development ones the held-out
/// ones scored as before: they say what to expect of people whose words nobody has read. The bounds are what is reached (docs/memory-facts.md).
/// </summary>
public sealed class LaterStrangersTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("strangers-later-en.txt", 0.95, 0.95, 0)]
    [InlineData("strangers-later-held-out-en.txt", 0.85, 0.91, 0)]
    [InlineData("strangers-later-zh.txt", 0.92, 0.91, 0.022)]
    [InlineData("strangers-later-held-out-zh.txt", 0.85, 0.86, 0.03)]
    public void Histories_OfAThirdWriter_AreUnderstoodAsFarAsReached(string file, double current, double asOf, double wrong)
    {
        var score = new HistoryScore();
        foreach (var line in HistoryFile.Lines(file))
            score.Add(HistoryFile.Parse(line));

        output.WriteLine(score.Line(file));
        Assert.True(score.CurrentShare >= current, score.Line("current"));
        Assert.True(score.AsOfShare >= asOf, score.Line("as-of"));
        Assert.True(score.FalseShare <= wrong, score.Line("false"));
    }
}
