using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

/// <summary>Ten tokens of text (0 to 9), the end (10), markers (11 to 14), "no times" (15), times (16 to 25).</summary>
public sealed class TokenRulesTests
{
    private static readonly WhisperTokens s_tokens = new(11, 10, 12, 14, 15, 16, 13, null, new Dictionary<string, int>(), [3], [10], 2);

    [Fact]
    public void Apply_FirstTokenWithTimes_IsAnEarlyTime() => Assert.Equal([16, 17, 18], Allowed(times: true));

    [Fact]
    public void Apply_FirstTokenWithoutTimes_IsAnythingButTheSuppressedAndTheEnd()
    {
        Assert.DoesNotContain(3, Allowed(times: false));
        Assert.DoesNotContain(10, Allowed(times: false));
        Assert.Contains(5, Allowed(times: false));
    }

    [Fact]
    public void Apply_AfterAnOpeningTime_TextFollows() => Assert.All(Allowed(times: true, 16), id => Assert.True(id < 16));

    [Fact]
    public void Apply_AfterAClosingTime_ATimeNotBeforeItOrTheEndFollows()
    {
        var allowed = Allowed(times: true, 16, 5, 20);
        Assert.All(allowed, id => Assert.True(id >= 20 || id is >= 10 and < 15));
        Assert.Contains(20, allowed);
    }

    [Fact]
    public void Apply_WithinText_TimesGoOn()
    {
        var allowed = Allowed(times: true, 16, 5);
        Assert.DoesNotContain(16, allowed);
        Assert.Contains(17, allowed);
    }

    [Fact]
    public void Apply_TimesLikelierTogetherThanAnyText_OneComes()
    {
        var scores = new float[26];
        scores[5] = 1;
        new TokenRules(s_tokens, times: true).Apply(scores, [16, 5]);
        Assert.True(float.IsNegativeInfinity(scores[5]));
        scores = new float[26];
        scores[5] = 5;
        new TokenRules(s_tokens, times: true).Apply(scores, [16, 5]);
        Assert.Equal(5, scores[5]);
    }

    private static List<int> Allowed(bool times, params int[] said)
    {
        // Text is likelier than all times together, so that only the other rules count.
        var scores = Enumerable.Range(0, 26).Select(id => id < 16 ? 9f : 0).ToArray();
        new TokenRules(s_tokens, times).Apply(scores, [.. said]);
        return [.. Enumerable.Range(0, 26).Where(id => !float.IsNegativeInfinity(scores[id]))];
    }
}
