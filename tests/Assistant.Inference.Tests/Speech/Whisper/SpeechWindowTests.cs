using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class SpeechWindowTests
{
    [Fact]
    public async Task PackAsync_Stretches_FillWindowsInOrder()
    {
        var windows = new List<SpeechWindow>();
        await foreach (var window in SpeechWindow.PackAsync(new[] { 12, 12, 5, 2, 30, 1 }.Select((seconds, i) => Span(40 * i, seconds)).ToAsyncEnumerable(), TestContext.Current.CancellationToken))
            windows.Add(window);
        Assert.Equal([[0, 40, 80], [120], [160], [200]], windows.Select(window => window.Spans.Select(span => (int)span.Start).ToArray()));
        Assert.All(windows, window => Assert.InRange(window.Samples().Length, 1, LogMelSpectrogram.Samples));
    }

    [Fact]
    public async Task PackAsync_StretchesWithALongSilenceBetween_DoNotWaitForEachOther()
    {
        var windows = new List<double[]>();
        await foreach (var window in SpeechWindow.PackAsync(new[] { Span(0, 5), Span(20, 5), Span(1_800, 5) }.ToAsyncEnumerable(), TestContext.Current.CancellationToken))
            windows.Add([.. window.Spans.Select(span => span.Start)]);
        Assert.Equal([[0, 20], [1_800]], windows);
    }

    [Fact]
    public void Seams_OfThreeStretches_AreWhereTheyMeet() => Assert.Equal([10.0, 18.0], new SpeechWindow([Span(100, 10), Span(200, 8), Span(300, 3)]).Seams());

    [Fact]
    public void Halve_TwoStretchesOrOne_KeepsAllOfTheSound()
    {
        var (first, second) = new SpeechWindow([Span(100, 10), Span(200, 8)]).Halve();
        Assert.Equal((10.0, 8.0), (first.Seconds, second.Seconds));
        (first, second) = new SpeechWindow([Span(100, 16)]).Halve();
        Assert.Equal(16, first.Seconds + second.Seconds, 0.001);
        Assert.InRange(first.Seconds, 4, 12);
    }

    private static SpeechSpan Span(double start, int seconds) => new(start, new float[seconds * PcmWindows.SampleRate], new float[seconds * PcmWindows.SampleRate / PcmWindows.Size]);
}
