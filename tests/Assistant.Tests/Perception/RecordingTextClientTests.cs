using System.Runtime.CompilerServices;
using Assistant.Perception;
using Microsoft.Extensions.AI;

namespace Assistant.Tests.Perception;

public sealed class RecordingTextClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetTextAsync_ARecording_IsItsSegmentsWithTheirTimesAsItWasAsked()
    {
        var hears = new Hears();
        using var client = new RecordingTextClient(hears, new Decodes());

        var heard = await client.GetTextAsync(new MemoryStream([1]), new() { SpeechLanguage = "en", ModelId = "m" }, Token);

        Assert.Equal(("Good morning. Good night.", "m"), (heard.Text, heard.ModelId));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), (heard.StartTime, heard.EndTime));
        Assert.Equal(("en", "m"), (hears.Language, hears.Model));
    }

    [Fact]
    public async Task GetStreamingTextAsync_ARecordingThatBreaksOff_TellsWhatWasHeardAndThenThatItIsNotAll()
    {
        using var client = new RecordingTextClient(new Hears(), new Decodes(new GapPart(AttachmentProblem.Damaged, null)));
        var heard = new List<SpeechToTextResponseUpdate>();

        var failure = await Assert.ThrowsAsync<MediaException>(async () =>
        {
            await foreach (var update in client.GetStreamingTextAsync(new MemoryStream([1]), null, Token))
                heard.Add(update);
        });

        Assert.Equal(AttachmentProblem.Damaged, failure.Problem);
        Assert.Equal(["Good morning.", "Good night."], heard.Select(update => update.Text));
        Assert.All(heard, update => Assert.Equal("en", update.AdditionalProperties!["language"]));
    }

    [Fact]
    public async Task GetTextAsync_WithoutADecoder_IsRefused()
    {
        using var client = new RecordingTextClient(new Hears(), new Decodes { IsAvailable = false });

        Assert.Equal(AttachmentProblem.NotInstalled, (await Assert.ThrowsAsync<MediaException>(() => client.GetTextAsync(new MemoryStream([1]), null, Token))).Problem);
    }

    private sealed class Hears : ISpeechRecognizer
    {
        public string? Language { get; private set; }
        public string? Model { get; private set; }
        public bool IsAvailable => true;
        public string? English => "m";
        public string? OtherLanguages => null;

        public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            (Language, Model) = (language, model);
            await Task.Yield();
            yield return new(1, 2, "Good morning.", "en") { Model = "m" };
            yield return new(3, 4, "Good night.", "en") { Model = "m" };
        }
    }

    private sealed class Decodes(GapPart? gap = null) : IAudioDecoder
    {
        public bool IsAvailable { get; init; } = true;

        public Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken) => Task.FromResult(new DecodedAudio(new MemoryStream(), null) { Gap = () => gap });
    }
}
