using System.Diagnostics;
using Assistant.IntegrationTests.Processes;
using Assistant.Perception;
using Assistant.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Speech;

/// <summary>eSpeak NG itself, in the worker's sandbox.</summary>
public sealed class EspeakTests(SpokenAnswers fixture) : IClassFixture<SpokenAnswers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ISpeechOutput Output => fixture.Server.Services.GetRequiredService<ISpeechOutput>();

    [Theory]
    [InlineData("en-US", null, "en-us")]
    [InlineData("fr", null, "fr-fr")]
    [InlineData("zh-TW", null, "cmn-latn-pinyin")]
    [InlineData("en", "de", "de")]
    public async Task Voice_IsTheLanguages(string language, string? asked, string voice)
    {
        SpokenAnswers.SkipWithoutVoice();
        var response = await Output.GetAudioAsync("Eins, zwei. 你好。", new TextToSpeechOptions { Language = language, VoiceId = asked }, Cancelled);

        Assert.Equal(voice, response.ModelId);
        Assert.True(((DataContent)response.Contents[0]).Data.Length > 20_000);
    }

    [Fact]
    public async Task WhatPeopleWrite_IsWords_AndNeverCommands()
    {
        SpokenAnswers.SkipWithoutVoice();
        var plain = await LengthAsync("h@l@U");

        Assert.InRange(await LengthAsync("[[h@l@U]]"), plain * 0.8, plain * 1.3);
        Assert.True(await LengthAsync("-w /tmp/x <speak><break time=\"10s\"/>a</speak>\0\u001b[2J") > 0);
        foreach (var voice in new[] { "../../etc/passwd", "-q", "en us", "en+../x" })
            Assert.Equal(SpeechProblem.UnknownVoice, (await Assert.ThrowsAsync<SpeechOutputException>(() => Output.GetAudioAsync("a", new TextToSpeechOptions { VoiceId = voice }, Cancelled))).Problem);
    }

    [Fact]
    public async Task Faster_IsShorter()
    {
        SpokenAnswers.SkipWithoutVoice();
        const string text = "The filter is cleaned once a month under running water.";

        Assert.True(await LengthAsync(text, 2) < 0.75 * await LengthAsync(text));
    }

    [Fact]
    public async Task Cancelling_EndsTheProcess()
    {
        SpokenAnswers.SkipWithoutVoice();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var before = Running();
        await using (var pieces = Output.GetStreamingAudioAsync(string.Concat(Enumerable.Repeat("on and on ", 30)), null, stop.Token).GetAsyncEnumerator(stop.Token))
        {
            Assert.True(await pieces.MoveNextAsync());
            await stop.CancelAsync();
        }
        for (var look = 0; look < 300 && Running() > before; look++)
            await Task.Delay(100, Cancelled);
        Assert.True(Running() <= before, "eSpeak still runs 30 s after it was cancelled.");
    }

    [Fact]
    public async Task Phonemes_AreToldClauseByClause()
    {
        SpokenAnswers.SkipWithoutVoice();
        var phonemizer = fixture.Server.Services.GetRequiredService<IPhonemizer>();

        var told = await phonemizer.PhonemesAsync(["hello", "how are you", "it costs 1,240.50 (net)"], "en-us", Cancelled);
        Assert.Equal(3, told.Count);
        Assert.Equal("həlˈoʊ", told[0]);
        Assert.All(told, clause => Assert.DoesNotContain('\n', clause));
        Assert.Equal(await phonemizer.PhonemesAsync(["你好"], "cmn-latn-pinyin", Cancelled), await phonemizer.PhonemesAsync(["你好"], "cmn", Cancelled));
        await Assert.ThrowsAsync<SpeechOutputException>(() => phonemizer.PhonemesAsync(["a"], "xx-none", Cancelled));
        await Assert.ThrowsAsync<SpeechOutputException>(() => phonemizer.PhonemesAsync(["a"], "../x", Cancelled));
    }

    [Fact]
    public async Task WhatIsSaid_IsHeardAgain()
    {
        SpokenAnswers.SkipWithoutVoice();
        var (recognizer, decoder) = (fixture.Server.Services.GetRequiredService<ISpeechRecognizer>(), fixture.Server.Services.GetRequiredService<IAudioDecoder>());
        Assert.SkipUnless(recognizer.English is not null && decoder.IsAvailable, "Nothing hears English here: Moonshine and ffmpeg are needed.");
        var said = (DataContent)(await Output.GetAudioAsync("The delivery will arrive on Tuesday morning. Please open the door.", new TextToSpeechOptions { Language = "en-US" }, Cancelled)).Contents[0];

        await using var sound = await decoder.DecodeAsync(new MemoryStream(said.Data.ToArray()), "said.wav", Cancelled);
        var heard = new List<string>();
        await foreach (var segment in recognizer.TranscribeAsync(sound.Pcm, "en", null, Cancelled))
            heard.Add(segment.Text);
        var text = SpeechSegment.Join(heard).ToLowerInvariant();
        // A formant voice is hard to hear: most of the words are enough.
        string[] words = ["delivery", "arrive", "tuesday", "morning", "please", "open", "door"];
        Assert.True(words.Count(word => text.Contains(word, StringComparison.Ordinal)) >= 5, text);
    }

    [Fact]
    public async Task Command_WritesAWaveFile()
    {
        SpokenAnswers.SkipWithoutVoice();
        var file = Path.Combine(fixture.Server.DataDirectory, "said.wav");
        var (code, output) = await Deploy.Tool.RunAsync(Checkout.Server, ["speak", "--language", "de", "--output", file, "Guten Tag."], Cancelled);

        Assert.True(code == 0, output);
        Assert.Equal(22_050, WaveHeader.SampleRateOf(await File.ReadAllBytesAsync(file, Cancelled)));
        Assert.Equal(1, (await Deploy.Tool.RunAsync(Checkout.Server, ["speak", "--voice", "nobody", "--output", file, "x"], Cancelled)).Item1);
        Assert.Equal(2, (await Deploy.Tool.RunAsync(Checkout.Server, ["speak", "--output", file, " "], Cancelled)).Item1);
    }

    private async Task<double> LengthAsync(string text, float? speed = null) =>
        ((DataContent)(await Output.GetAudioAsync(text, new TextToSpeechOptions { Language = "en", Speed = speed }, Cancelled)).Contents[0]).Data.Length;

    private static int Running()
    {
        var found = Process.GetProcessesByName("espeak-ng");
        foreach (var process in found)
            process.Dispose();
        return found.Length;
    }
}
