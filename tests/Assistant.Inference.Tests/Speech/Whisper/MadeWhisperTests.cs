using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Exports;
using Assistant.Inference.Tests.Models.Memory;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Speech.Whisper;

/// <summary>Whisper exports that were made to misbehave in one way each.</summary>
public sealed class MadeWhisperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whisper-made-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Transcribe_ModelThatGivesNoNumbers_IsNotInstalledWhateverTheBeams(int beams)
    {
        Write("whisper-nan", float.NaN);
        await using var services = InferenceFixture.Services(_folder.FullName);
        using var lease = await services.GetRequiredService<WhisperRecognizer>().LoadAsync(null, null, Token);
        using var options = new RunOptions();
        using var decoder = new WhisperDecoder(lease.Value, new float[16_000], options);

        var failure = Assert.Throws<MediaException>(() => WhisperDecoding.Transcribe(decoder, new("en", Beams: beams), [], times: false, [], temperature: 0, limit: 6, options));

        Assert.Equal((AttachmentProblem.NotInstalled, "whisper-nan"), (failure.Problem, failure.Detail));
    }

    [Fact]
    public async Task LoadAsync_LargestCutShort_TakesTheNext()
    {
        Write("whisper-base", 1);
        Write("whisper-small", 1);
        var cut = Path.Combine(_folder.FullName, "whisper-small", "onnx", "decoder_model_merged.onnx");
        // Larger than the other, and yet not whole.
        await File.WriteAllBytesAsync(cut, [0x3a, 0xff, 0xff, 0xff, 0x7f, .. new byte[8 << 20]], Token);
        var log = new CollectedLog();
        await using var services = InferenceFixture.Services(_folder.FullName, log);
        var whisper = services.GetRequiredService<WhisperRecognizer>();
        Assert.Equal("whisper-small", whisper.For(null));

        using (var lease = await whisper.LoadAsync(null, null, Token))
            Assert.Equal("whisper-base", lease.Value.Name);

        Assert.Equal("whisper-base", whisper.For(null));
        Assert.Contains(log.Lines, line => line.Contains(cut, StringComparison.Ordinal));
        await Assert.ThrowsAsync<MediaException>(() => whisper.LoadAsync("whisper-small", null, Token));
    }

    /// <summary>What hears all of 30 s is loaded only when somebody speaks that long.</summary>
    [Fact]
    public async Task EncodeAsync_FileThatIsNeededLaterAndBrokenByThen_IsNotInstalledAndTheNextTakesItsPlace()
    {
        Write("whisper-base", 1);
        var folder = Path.Combine(_folder.FullName, "whisper-large");
        TinyWhisper.Write(folder, InferenceFixture.Model("whisper-base"), halfEncoder: false, halfDecoder: false, positions: true);
        await File.AppendAllBytesAsync(Path.Combine(folder, "onnx", "decoder_model_merged.onnx"), [(15 << 3) | 2, 4, 0, 0, 0, 0], Token);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var whisper = services.GetRequiredService<WhisperRecognizer>();
        using var lease = await whisper.LoadAsync(null, null, Token);
        Assert.Equal(("whisper-large", false), (lease.Value.Name, lease.Value.Encoder.Window.IsWhole));
        var encoder = Path.Combine(folder, "onnx", "encoder_model.onnx");
        await File.WriteAllBytesAsync(encoder, new byte[new FileInfo(encoder).Length], Token);

        var failure = await Assert.ThrowsAsync<MediaException>(() => whisper.EncodeAsync(lease.Value, new SpeechWindow([new(0, new float[480_000], [])]), "en", Token));

        Assert.Equal((AttachmentProblem.NotInstalled, "whisper-large"), (failure.Problem, failure.Detail));
        Assert.Equal("whisper-base", whisper.For(null));
    }

    /// <summary>The only one: nobody else tells the language, and English is heard all the same.</summary>
    [Fact]
    public async Task TranscribeAsync_OnlyWhisperWithAPartThatDoesNotLoad_LeavesEnglishToMoonshine()
    {
        var folder = Path.Combine(_folder.FullName, "whisper-only");
        TinyWhisper.Write(folder, InferenceFixture.Model("whisper-base"), halfEncoder: false, halfDecoder: false, positions: true);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var speech = Hearing(services);
        var whisper = services.GetRequiredService<WhisperRecognizer>();
        using (var lease = await whisper.LoadAsync(null, null, Token))
            Assert.False(lease.Value.Encoder.Window.IsWhole);
        var encoder = Path.Combine(folder, "onnx", "encoder_model.onnx");
        await File.WriteAllBytesAsync(encoder, new byte[new FileInfo(encoder).Length], Token);
        var pcm = await Recordings.PcmAsync("speech", "long", "long.ogg");

        var heard = await HearAsync(speech, new MemoryStream(pcm.ToArray()[..(60 * 32_000)]), null, null);

        Assert.Null(whisper.For(null));
        Assert.NotEmpty(heard);
        Assert.All(heard, segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
        Assert.InRange(heard[^1].End, 30, 60);
    }

    /// <summary>In doubt of the language it would hear all of 30 s, which then turns out not to load.</summary>
    [Fact]
    public async Task TranscribeAsync_InDoubtWithAPartThatDoesNotLoad_LeavesEnglishToMoonshine()
    {
        var folder = Path.Combine(_folder.FullName, "whisper-only");
        TinyWhisper.Write(folder, InferenceFixture.Model("whisper-base"), halfEncoder: false, halfDecoder: false, deaf: true, positions: true);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var speech = Hearing(services);
        var whisper = services.GetRequiredService<WhisperRecognizer>();
        using var lease = await whisper.LoadAsync(null, null, Token);
        var encoder = Path.Combine(folder, "onnx", "encoder_model.onnx");
        await File.WriteAllBytesAsync(encoder, new byte[new FileInfo(encoder).Length], Token);
        using var decoder = await whisper.EncodeAsync(lease.Value, new SpeechWindow([new(0, new float[16_000], [])]), null, Token);

        var heard = await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), null, null);

        Assert.NotEmpty(heard);
        Assert.All(heard, segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
        Assert.Null(whisper.For(null));
        Assert.Equal(AttachmentProblem.NotInstalled, (await Assert.ThrowsAsync<MediaException>(() => whisper.DetectAsync(decoder, Token))).Problem);
    }

    /// <summary>Said again and again at every temperature, and in the halves too: it is told where something was said that is not known.</summary>
    [Theory]
    [InlineData("en", "[inaudible]")]
    [InlineData("zh", "[听不清]")]
    [InlineData("zh-TW", "[聽不清]")]
    public async Task TranscribeAsync_NothingButRepetition_IsToldInItsPlace(string language, string gap)
    {
        Write("whisper-loop", 60);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var speech = Hearing(services);
        var pcm = await Recordings.PcmAsync("speech", "formats", "sentence.ogg");

        var heard = await HearAsync(speech, pcm, language, "whisper-loop");

        Assert.NotEmpty(heard);
        Assert.All(heard, segment => Assert.Equal((gap, 0.0, "whisper-loop"), (segment.Text, segment.Confidence, segment.Model)));
        Assert.True(heard[^1].End - heard[0].Start > 2, $"{heard[0].Start} to {heard[^1].End}");
    }

    /// <summary>It takes all for English without being sure: Moonshine hears, and does not write Mandarin down as English.</summary>
    [Fact]
    public async Task TranscribeAsync_TakenForEnglishInDoubt_IsHeardOnlyIfItSoundsLikeIt()
    {
        Write("whisper-deaf", 1, deaf: true);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var speech = Hearing(services);

        Assert.All(await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), null, null), segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
        var refused = await Assert.ThrowsAsync<MediaException>(async () => await HearAsync(speech, await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac"), null, null));
        Assert.Equal(AttachmentProblem.LanguageNotInstalled, refused.Problem);
    }

    /// <summary>A larger one of English alone: it tells no languages apart, and hears only where English is known to be spoken or nothing else hears it.</summary>
    [Fact]
    public async Task LoadAsync_LargerWhisperOfEnglishAlone_LeavesOtherLanguagesToTheOther()
    {
        Write("whisper-base", 1);
        Write("whisper-medium.en", 1, languages: false);
        await File.AppendAllBytesAsync(Path.Combine(_folder.FullName, "whisper-medium.en", "onnx", "decoder_model_merged.onnx"), [(15 << 3) | 2, 4, 0, 0, 0, 0], Token);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var whisper = services.GetRequiredService<WhisperRecognizer>();

        Assert.Equal(("whisper-base", "whisper-base", "whisper-medium.en"), (whisper.For(null), whisper.For("zh"), whisper.For("en")));
        foreach (var (language, expected) in new[] { (null, "whisper-base"), ("zh", "whisper-base"), ("en", "whisper-medium.en") })
            using (var lease = await whisper.LoadAsync(null, language, Token))
                Assert.Equal(expected, lease.Value.Name);
        using (var named = await whisper.LoadAsync("whisper-medium.en", null, Token))
            Assert.True(named.Value.Knows("en") && !named.Value.Knows("zh"));
    }

    [Fact]
    public async Task TranscribeAsync_WhisperOfEnglishAloneBesideMoonshine_ForeignSpeechIsRefused()
    {
        Write("whisper-medium.en", 1, languages: false);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var speech = Hearing(services);
        var chinese = await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac");

        Assert.Null(speech.OtherLanguages);
        Assert.Equal(AttachmentProblem.LanguageNotInstalled, (await Assert.ThrowsAsync<MediaException>(async () => await HearAsync(speech, chinese, null, null))).Problem);
        Assert.Equal(AttachmentProblem.LanguageNotInstalled, (await Assert.ThrowsAsync<MediaException>(async () => await HearAsync(speech, new MemoryStream(chinese.ToArray()), "zh", null))).Problem);
        Assert.All(await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), null, null), segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
    }

    /// <summary>Moonshine may hear for an hour: Whisper, which only told the language, can go meanwhile.</summary>
    [Fact]
    public async Task TranscribeAsync_HeardByMoonshine_DoesNotKeepWhisperLoaded()
    {
        Write("whisper-deaf", 1, deaf: true);
        var (clock, log) = (new SteppedClock(), new CollectedLog());
        await using var services = InferenceFixture.Services(_folder.FullName, log, clock);
        var heard = 0;

        await foreach (var segment in Hearing(services).TranscribeAsync(await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), null, null, Token))
        {
            Assert.Equal(MoonshineFiles.Tiny, segment.Model);
            heard++;
            clock.Step(TimeSpan.FromMinutes(31));
            Assert.Contains(log.Lines, line => line.Contains("The model whisper-deaf was unloaded", StringComparison.Ordinal));
        }

        Assert.NotEqual(0, heard);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, float certainty, bool deaf = false, bool languages = true) =>
        TinyWhisper.Write(Path.Combine(_folder.FullName, name), InferenceFixture.Model("whisper-base"), halfEncoder: false, halfDecoder: false, certainty, deaf, languages: languages);

    private static ISpeechRecognizer Hearing(IServiceProvider services)
    {
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        Assert.SkipUnless(speech.English == MoonshineFiles.Tiny, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
        return speech;
    }

    private static async Task<List<SpeechSegment>> HearAsync(ISpeechRecognizer speech, Stream pcm, string? language, string? model)
    {
        var segments = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(pcm, language, model, Token))
            segments.Add(segment);
        return segments;
    }
}
