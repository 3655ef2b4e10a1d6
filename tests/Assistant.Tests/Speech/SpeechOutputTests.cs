using System.Runtime.CompilerServices;
using Assistant.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Speech;

public sealed class SpeechOutputTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sound_IsOneWaveFile()
    {
        using var output = Output(new FakeVoice { Pieces = [new(16_000, new byte[100]), new(16_000, new byte[60])] });

        var response = await output.GetAudioAsync("Hello.", null, Cancelled);
        var file = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("audio/wav", file.MediaType);
        Assert.Equal((160 + 44, 16_000), (file.Data.Length, WaveHeader.SampleRateOf(file.Data.Span)));
        Assert.Equal((160, 160 + 36), (BitConverter.ToInt32(file.Data.Span[40..]), BitConverter.ToInt32(file.Data.Span[4..])));
        Assert.Equal("fake-en", response.ModelId);
    }

    [Fact]
    public async Task Stream_BeginsWithAHeaderThatLeavesTheLengthOpen()
    {
        using var output = Output(new FakeVoice());
        var pieces = new List<byte[]>();
        await foreach (var update in output.GetStreamingAudioAsync("Hello.", null, Cancelled))
            pieces.Add(((DataContent)update.Contents.Single()).Data.ToArray());

        Assert.Equal(2, pieces.Count);
        Assert.Equal(uint.MaxValue, BitConverter.ToUInt32(pieces[0], 40));
        Assert.Equal(100, pieces[1].Length);
    }

    [Fact]
    public async Task Voice_IsChosenByNameElseByTheOptionsElseByLanguage()
    {
        var (first, espeak) = (new FakeVoice { Languages = ["en"] }, new FakeVoice { Name = "second", Languages = ["de", "zh"] });
        using var output = Output(new SpeechOutputOptions { Chinese = "second-zh" }, first, espeak);

        Assert.Equal("fake-en", await SayAsync(output, null));
        Assert.Equal("second-de", await SayAsync(output, new() { Language = "de-AT" }));
        Assert.Equal("second-zh", await SayAsync(output, new() { Language = "zh-CN" }));
        Assert.Equal("second-de", await SayAsync(output, new() { Language = "en", VoiceId = "second-de" }));
        await RefusedAsync(output, SpeechProblem.UnknownVoice, new() { VoiceId = "nobody" });
        await RefusedAsync(output, SpeechProblem.NoVoiceForLanguage, new() { Language = "tlh" });
    }

    [Fact]
    public async Task Speed_IsTheConfiguredOneTimesTheOneAskedFor()
    {
        var voice = new FakeVoice();
        using var output = Output(new SpeechOutputOptions { Speed = 1.25 }, voice);
        await SayAsync(output, new() { Speed = 2 });

        Assert.Equal(2.5, voice.Speed);
    }

    [Fact]
    public async Task Limits_AreKept()
    {
        await RefusedAsync(Output(new SpeechOutputOptions { MaxCharacters = 5 }, new FakeVoice()), SpeechProblem.TextTooLong);
        await RefusedAsync(Output(new SpeechOutputOptions { MaxDuration = TimeSpan.FromSeconds(1) }, new FakeVoice { Endless = true }), SpeechProblem.SoundTooLong);
        await RefusedAsync(Output(new SpeechOutputOptions { Timeout = TimeSpan.FromMilliseconds(100) }, new FakeVoice { Hangs = true }), SpeechProblem.TimedOut);
        await RefusedAsync(Output(new FakeVoice { IsInstalled = false }), SpeechProblem.NotInstalled);
        await RefusedAsync(Output(new FakeVoice { Pieces = [] }), SpeechProblem.Failed);
        await RefusedAsync(Output(new FakeVoice { Pieces = [new(2_000_000_000, new byte[2])] }), SpeechProblem.Failed);
        await RefusedAsync(Output(new FakeVoice { Pieces = [new(16_000, new byte[2]), new(8_000, new byte[2])] }), SpeechProblem.Failed);
    }

    [Fact]
    public async Task TextsAtOnce_AreBounded_AndOneThatIsGivenUpMakesRoom()
    {
        var voice = new FakeVoice { Endless = true };
        using var output = Output(new SpeechOutputOptions { Concurrency = 1, Timeout = TimeSpan.FromMilliseconds(200) }, voice);
        var first = output.GetStreamingAudioAsync("Hello.", null, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await first.MoveNextAsync());

        await RefusedAsync(output, SpeechProblem.Busy);
        await first.DisposeAsync();
        voice.Endless = false;
        Assert.Equal("fake-en", await SayAsync(output, null));
    }

    [Fact]
    public async Task Cancelling_EndsTheVoice()
    {
        var voice = new FakeVoice { Hangs = true };
        using var output = Output(voice);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var said = output.GetAudioAsync("Hello.", null, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => said);
        Assert.True(voice.Ended);
    }

    [Fact]
    public void Availability_NeedsTheSwitchAndAVoice()
    {
        Assert.False(Output(new FakeVoice()).IsAvailable);
        Assert.True(Output(new SpeechOutputOptions { Enabled = true }, new FakeVoice()).IsAvailable);
        Assert.False(Output(new SpeechOutputOptions { Enabled = true }, new FakeVoice { IsInstalled = false }).IsAvailable);
    }

    private static SpeechOutput Output(params IVoice[] voices) => Output(new SpeechOutputOptions(), voices);

    private static SpeechOutput Output(SpeechOutputOptions options, params IVoice[] voices) => new(voices, Options.Create(options));

    private static async Task<string?> SayAsync(SpeechOutput output, TextToSpeechOptions? options) => (await output.GetAudioAsync("Hello.", options, Cancelled)).ModelId;

    private static async Task RefusedAsync(SpeechOutput output, SpeechProblem problem, TextToSpeechOptions? options = null) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<SpeechOutputException>(() => output.GetAudioAsync("Hello.", options, Cancelled))).Problem);

    private sealed class FakeVoice : IVoice
    {
        public string Name { get; init; } = "fake";
        public bool IsInstalled { get; init; } = true;
        public string[] Languages { get; init; } = ["en"];
        public VoicePiece[] Pieces { get; init; } = [new(16_000, new byte[100]), new(16_000, new byte[100])];
        public bool Endless { get; set; }
        public bool Hangs { get; init; }
        public double Speed { get; private set; }
        public bool Ended { get; private set; }

        public ValueTask<string?> FindAsync(string? language, string? voice, CancellationToken cancellationToken) => ValueTask.FromResult(
            voice is not null ? Languages.Select(each => $"{Name}-{each}").FirstOrDefault(each => each == voice) : Languages.Contains(SpokenLanguage.Primary(language)) ? $"{Name}-{SpokenLanguage.Primary(language)}" : null);

        public async IAsyncEnumerable<VoicePiece> SpeakAsync(string text, string voice, double speed, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Speed = speed;
            try
            {
                if (Hangs)
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                foreach (var piece in Pieces)
                    yield return piece;
                while (Endless)
                    yield return Pieces[0];
            }
            finally
            {
                Ended = true;
            }
        }
    }
}
