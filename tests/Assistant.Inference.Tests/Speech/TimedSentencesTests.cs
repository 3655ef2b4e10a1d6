using Assistant.Inference.Speech;

namespace Assistant.Inference.Tests.Speech;

public sealed class TimedSentencesTests
{
    [Fact]
    public void Of_TwoSentences_MeetAtThePause()
    {
        var speech = Enumerable.Repeat(0.9f, 200).ToArray();
        speech.AsSpan(90, 6).Fill(0.1f);
        var span = new SpeechSpan(10, new float[200 * PcmWindows.Size], speech);

        var said = TimedSentences.Of(span, "The invoice is due in May. Please pay Mr. Reid then.", 0.9, "en", "a model").ToList();

        Assert.Equal(["The invoice is due in May.", "Please pay Mr. Reid then."], said.Select(s => s.Text));
        Assert.Equal(10, said[0].Start);
        Assert.InRange(said[0].End, 10 + (90 * PcmWindows.Seconds), 10 + (96 * PcmWindows.Seconds));
        Assert.Equal(said[0].End, said[1].Start);
        Assert.Equal(10 + (200 * PcmWindows.Seconds), said[1].End, 0.01);
    }
}
