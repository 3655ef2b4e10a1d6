using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Speech;

/// <summary>The language decides who hears.</summary>
[Trait("Cost", "high")]
public sealed class LocalSpeechRecognizerTests
{
    private const string Whisper = "whisper-base";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TranscribeAsync_EnglishUnannounced_IsHeardByMoonshine()
    {
        await using var services = InferenceFixture.Services();
        var heard = await HearAsync(WithBoth(services), await Recordings.PcmAsync("speech", "formats", "sentence.ogg"));
        Assert.All(heard, s => Assert.Equal(("en", MoonshineFiles.Tiny), (s.Language, s.Model)));
        Assert.Contains("the next year", SpeechSegment.Join(heard.Select(s => s.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task TranscribeAsync_ChineseUnannounced_IsHeardByWhisperInSimplifiedCharacters()
    {
        await using var services = InferenceFixture.Services();
        var heard = await HearAsync(WithBoth(services), await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac"));
        Assert.All(heard, s => Assert.Equal(("zh", Whisper), (s.Language, s.Model)));
        Assert.Contains("对中小企业的扶持力度", SpeechSegment.Join(heard.Select(s => s.Text)), StringComparison.Ordinal);
        Assert.All(heard, s => Assert.True(s.Start >= 0 && s.End > s.Start && s.End < 5 && s.Confidence is > 0.3 and <= 1));
    }

    [Theory]
    [InlineData("zh-TW", "Simplified")]
    [InlineData("zh", "Traditional")]
    public async Task TranscribeAsync_TraditionalWanted_IsWrittenSo(string language, string setting)
    {
        await using var services = InferenceFixture.Services(settings: [("Speech:ChineseCharacters", setting)]);
        var heard = await HearAsync(WithBoth(services), await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac"), language);
        Assert.Contains("對中小企業的扶持力度", SpeechSegment.Join(heard.Select(s => s.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TranscribeAsync_TranslationWanted_IsEnglish()
    {
        await using var services = InferenceFixture.Services(settings: [("Speech:Translate", "true")]);
        var heard = await HearAsync(WithBoth(services), await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac"));
        Assert.All(heard, s => Assert.Equal(("en", Whisper), (s.Language, s.Model)));
        var text = SpeechSegment.Join(heard.Select(s => s.Text));
        Assert.Contains("small", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text, c => c >= '\u2e80');
    }

    [Fact]
    public async Task TranscribeAsync_EnglishAskedOfWhisper_IsHeardByIt()
    {
        await using var services = InferenceFixture.Services();
        var speech = WithBoth(services);
        foreach (var language in new[] { null, "en-GB" })
        {
            var heard = await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), language, Whisper);
            Assert.All(heard, s => Assert.Equal(("en", Whisper), (s.Language, s.Model)));
            Assert.Contains("the next year", SpeechSegment.Join(heard.Select(s => s.Text)), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task TranscribeAsync_WithoutWhisper_ChineseIsRefusedAndEnglishHeard()
    {
        var nothing = Directory.CreateTempSubdirectory("models");
        try
        {
            await using var services = InferenceFixture.Services(nothing.FullName);
            var speech = services.GetRequiredService<ISpeechRecognizer>();
            Assert.SkipUnless(speech.English is not null, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
            Assert.Null(speech.OtherLanguages);
            var chinese = await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac");
            var byEar = await Assert.ThrowsAsync<MediaException>(() => HearAsync(speech, chinese));
            Assert.Equal((AttachmentProblem.LanguageNotInstalled, null), (byEar.Problem, byEar.Detail));
            var asked = await Assert.ThrowsAsync<MediaException>(() => HearAsync(speech, chinese, "zh-CN"));
            Assert.Equal((AttachmentProblem.LanguageNotInstalled, "zh"), (asked.Problem, asked.Detail));
            Assert.NotEmpty(await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg")));
        }
        finally
        {
            nothing.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task TranscribeAsync_BrokenWhisper_EnglishIsStillHeardAndTheFileNamed()
    {
        var source = InferenceFixture.Model(Whisper);
        var models = Directory.CreateTempSubdirectory("models");
        try
        {
            var folder = models.CreateSubdirectory(Whisper);
            foreach (var file in Directory.GetFiles(source, "*.json"))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            foreach (var file in new[] { "encoder_model.onnx", "decoder_model_merged.onnx" })
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, file), new byte[1234], Token);
            var log = new CollectedLog();
            await using var services = InferenceFixture.Services(models.FullName, log);
            var speech = services.GetRequiredService<ISpeechRecognizer>();
            Assert.SkipUnless(speech.English is not null, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
            Assert.Equal(Whisper, speech.OtherLanguages);
            Assert.NotEmpty(await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg")));
            Assert.Null(speech.OtherLanguages);
            Assert.Contains(log.Lines, line => line.Contains("encoder_model.onnx (1,234 bytes)", StringComparison.Ordinal));
        }
        finally
        {
            models.Delete(recursive: true);
        }
    }

    /// <summary>The first of two hears short recordings, and what hears all of 30 s is broken by the time that it is needed.</summary>
    [Fact]
    public async Task TranscribeAsync_PartThatIsLoadedLaterBroken_IsHeardByTheNext()
    {
        var source = InferenceFixture.Model(Whisper);
        var models = Directory.CreateTempSubdirectory("models");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(models.FullName, "whisper-b"), source);
            foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(models.FullName, "whisper-a", Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
            await using var services = InferenceFixture.Services(models.FullName);
            var speech = services.GetRequiredService<ISpeechRecognizer>();
            Assert.SkipUnless(speech.English is not null, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
            using (var lease = await services.GetRequiredService<WhisperRecognizer>().LoadAsync(null, null, Token))
                Assert.Equal("whisper-a", lease.Value.Name);
            var encoder = WhisperFiles.FindAll(services.GetRequiredService<ModelLocator>())[0].Encoder;
            await File.WriteAllBytesAsync(encoder, new byte[new FileInfo(encoder).Length], Token);

            var heard = await HearAsync(speech, await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac"), "zh");

            Assert.All(heard, segment => Assert.Equal("whisper-b", segment.Model));
            Assert.Contains("对中小企业的扶持力度", SpeechSegment.Join(heard.Select(segment => segment.Text)), StringComparison.Ordinal);
        }
        finally
        {
            models.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task TranscribeAsync_SilenceNoiseOrUnknownLanguage_SaysNothingOrSaysWhy()
    {
        await using var services = InferenceFixture.Services();
        var speech = WithBoth(services);
        Assert.Empty(await HearAsync(speech, new MemoryStream(new byte[32_000 * 5]), "zh"));
        Assert.Empty(await HearAsync(speech, new MemoryStream([]), null, Whisper));
        var chinese = await Recordings.PcmAsync("speech", "mandarin", "BAC009S0150W0209.flac");
        Assert.Equal(AttachmentProblem.LanguageNotInstalled, (await Assert.ThrowsAsync<MediaException>(() => HearAsync(speech, chinese, "tlh"))).Problem);
        Assert.Equal(AttachmentProblem.LanguageNotInstalled, (await Assert.ThrowsAsync<MediaException>(() => HearAsync(speech, chinese, "zh", MoonshineFiles.Tiny))).Problem);
        Assert.Equal(AttachmentProblem.NotInstalled, (await Assert.ThrowsAsync<MediaException>(() => HearAsync(speech, chinese, "zh", "whisper-enormous"))).Problem);
    }

    [Fact]
    public async Task TranscribeAsync_LongRecording_EachStretchBeginsWhereItDoes()
    {
        await using var services = InferenceFixture.Services();
        var speech = WithBoth(services);
        var pcm = await Recordings.PcmAsync("speech", "long", "long.ogg");
        using var truth = InferenceFixture.Json("speech", "long", "long.json");
        var starts = truth.RootElement.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("start").GetDouble()).Where(start => start < 80).ToList();
        var heard = await HearAsync(speech, new MemoryStream(pcm.ToArray()[..(90 * 32_000)]), "en", Whisper);
        Assert.Equal(heard.OrderBy(s => s.Start), heard);
        Assert.All(starts, start => Assert.Contains(heard, s => Math.Abs(s.Start - start) < 0.5));
    }

    [Fact]
    public async Task TranscribeAsync_Cancelled_StopsSoon()
    {
        await using var services = InferenceFixture.Services();
        var speech = WithBoth(services);
        var pcm = await Recordings.PcmAsync("speech", "long", "long.ogg");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watch = new System.Diagnostics.Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in speech.TranscribeAsync(pcm, "en", Whisper, cancel.Token))
            {
                watch.Start();
                await cancel.CancelAsync();
            }
        });
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    private static ISpeechRecognizer WithBoth(IServiceProvider services)
    {
        InferenceFixture.Model(Whisper);
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        Assert.SkipUnless(speech is { English: MoonshineFiles.Tiny, OtherLanguages: not null }, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
        return speech;
    }

    private static async Task<List<SpeechSegment>> HearAsync(ISpeechRecognizer speech, MemoryStream pcm, string? language = null, string? model = null)
    {
        pcm.Position = 0;
        var segments = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(pcm, language, model, Token))
            segments.Add(segment);
        return segments;
    }
}
