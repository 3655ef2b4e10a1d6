using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class SeamFinderTests
{
    private const int FirstTime = 16;
    private static readonly WhisperTokens s_tokens = new(11, 10, 12, 14, 15, FirstTime, 13, 9, new Dictionary<string, int>(), [], [], 50);

    [Fact]
    public void Find_TwoSeams_AreWhereTheirTimesAreLikeliestInOrder()
    {
        var finder = new SeamFinder(s_tokens, [5, 10]);
        // The second seam's time is likely at step 1 as well, but the first seam's only at step 4.
        foreach (var second in new double?[] { null, 10, null, null, 5, null, 10.2, null })
            finder.Add(Logits(second));
        Assert.Equal([4, 6], finder.Find());
    }

    [Fact]
    public void Find_NoStretchBetweenTwoSeams_MayHaveNoWords()
    {
        var finder = new SeamFinder(s_tokens, [5, 5.5]);
        foreach (var second in new double?[] { null, 5.2, null })
            finder.Add(Logits(second));
        Assert.Equal([1, 1], finder.Find());
    }

    [Fact]
    public void Find_NoSeam_IsNothing()
    {
        var finder = new SeamFinder(s_tokens, []);
        finder.Add(Logits(3));
        Assert.Empty(finder.Find());
    }

    private static float[] Logits(double? likely)
    {
        var logits = new float[FirstTime + 1501];
        logits[5] = 8;
        if (likely is { } second)
            logits[s_tokens.TimeAt(second)] = 9;
        return logits;
    }
}
