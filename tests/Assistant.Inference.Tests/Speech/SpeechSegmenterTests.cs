using Assistant.Inference.Speech;

namespace Assistant.Inference.Tests.Speech;

public sealed class SpeechSegmenterTests
{
    private static readonly SpeechOptions s_options = new();

    [Fact]
    public void Add_SilenceOnly_GivesNothing() => Assert.Empty(Cut((20, 0.02f)));

    [Fact]
    public void Add_TwoSentencesWithPause_GivesTwoSpansWithPadding()
    {
        var spans = Cut((1, 0f), (2, 0.9f), (1.5, 0.01f), (3, 0.9f), (1, 0f));
        Assert.Equal(2, spans.Count);
        Assert.Equal(0.75, spans[0].Start, 0.05);
        Assert.Equal(2.5, spans[0].Seconds, 0.1);
        Assert.Equal(4.25, spans[1].Start, 0.1);
    }

    [Fact]
    public void Add_DipAboveTheLowerThreshold_StaysOneSpan() => Assert.Single(Cut((2, 0.9f), (1, 0.4f), (2, 0.9f), (1, 0f)));

    [Fact]
    public void Add_ClickShorterThanSpeech_IsDropped() => Assert.Empty(Cut((1, 0f), (0.06, 0.9f), (2, 0f)));

    [Fact]
    public void Add_TenMinutesWithoutPause_CutsAtTheQuietestPointAndLosesNothing()
    {
        var parts = Enumerable.Range(0, 60).SelectMany(_ => new[] { (9.7, 0.95f), (0.1, 0.4f) }).ToArray();
        var spans = Cut(parts);
        Assert.All(spans, span => Assert.InRange(span.Seconds, 5, s_options.MaxSegmentSeconds + 0.1));
        Assert.Equal(parts.Sum(p => p.Item1), spans.Sum(span => span.Seconds), 6.0);
        for (var i = 1; i < spans.Count; i++)
            Assert.Equal(spans[i - 1].Start + spans[i - 1].Seconds, spans[i].Start, 0.001);
    }

    private static List<SpeechSpan> Cut(params (double Seconds, float Probability)[] parts)
    {
        var segmenter = new SpeechSegmenter(s_options);
        var spans = new List<SpeechSpan>();
        var window = new float[PcmWindows.Size];
        foreach (var (seconds, probability) in parts)
            for (var i = 0; i < Math.Round(seconds / PcmWindows.Seconds); i++)
                if (segmenter.Add(window, probability) is { } span)
                    spans.Add(span);
        if (segmenter.Finish() is { } last)
            spans.Add(last);
        return spans;
    }
}
