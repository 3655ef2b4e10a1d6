using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class SpeechWindowTests
{
    [Fact]
    public async Task PackAsync_Stretches_FillWindowsInOrder()
    {
        var windows = new List<SpeechWindow>();
        await foreach (var window in SpeechWindow.PackAsync(new[] { 12, 12, 5, 2, 30, 1 }.Select((seconds, i) => Span(100 * i, seconds)).ToAsyncEnumerable(), TestContext.Current.CancellationToken))
            windows.Add(window);
        Assert.Equal([[0, 100, 200], [300], [400], [500]], windows.Select(window => window.Spans.Select(span => (int)span.Start).ToArray()));
        Assert.All(windows, window => Assert.InRange(window.Samples().Length, 1, LogMelSpectrogram.Samples));
    }

    [Theory]
    [InlineData(0.0, 100)]
    [InlineData(0.4, 100)]
    [InlineData(5.0, 105)]
    [InlineData(9.6, 200)]
    [InlineData(10.5, 200)]
    [InlineData(12.0, 202)]
    [InlineData(19.0, 208)]
    public void StartAt_NearASeam_IsTheNextStretchsStart(double second, double expected) => Assert.Equal(expected, Two().StartAt(second), 0.01);

    [Theory]
    [InlineData(5.0, 105)]
    [InlineData(9.6, 110)]
    [InlineData(10.5, 110)]
    [InlineData(12.0, 202)]
    [InlineData(17.9, 208)]
    [InlineData(30.0, 208)]
    public void EndAt_NearASeam_IsThePreviousStretchsEnd(double second, double expected) => Assert.Equal(expected, Two().EndAt(second), 0.01);

    private static SpeechWindow Two() => new([Span(100, 10), Span(200, 8)]);

    private static SpeechSpan Span(double start, int seconds) => new(start, new float[seconds * PcmWindows.SampleRate], new float[seconds * PcmWindows.SampleRate / PcmWindows.Size]);
}
