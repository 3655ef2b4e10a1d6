using System.Diagnostics;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Speech;

[Trait("Cost", "high")]
public sealed class MoonshineRecognizerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TranscribeAsync_ReadEnglish_IsHeardWithItsSeconds()
    {
        await using var services = InferenceFixture.Services();
        var speech = Installed(services);
        var segments = await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg"));
        Assert.Contains("the next year", string.Join(' ', segments.Select(s => s.Text)), StringComparison.OrdinalIgnoreCase);
        Assert.All(segments, s => Assert.True(s.End > s.Start && s.Confidence is > 0.3 and <= 1 && s.Language == "en"));
    }

    [Fact]
    public async Task TranscribeAsync_SilenceOrNoise_SaysNothing()
    {
        await using var services = InferenceFixture.Services();
        var speech = Installed(services);
        var random = new Random(1);
        var noise = new byte[32_000 * 5];
        for (var i = 0; i < noise.Length; i += 2)
            BitConverter.TryWriteBytes(noise.AsSpan(i), (short)random.Next(-900, 900));
        Assert.Empty(await HearAsync(speech, new MemoryStream(new byte[32_000 * 20])));
        Assert.Empty(await HearAsync(speech, new MemoryStream(noise)));
        Assert.Empty(await HearAsync(speech, new MemoryStream([])));
        Assert.Empty(await HearAsync(speech, new MemoryStream([1])));
    }

    [Fact]
    public async Task TranscribeAsync_LongRecording_FindsEachStretchWithinASecond()
    {
        await using var services = InferenceFixture.Services();
        var speech = Installed(services);
        var pcm = await Recordings.PcmAsync("speech", "long", "long.ogg");
        var truth = InferenceFixture.Json("speech", "long", "long.json").RootElement.GetProperty("segments").EnumerateArray()
            .Select(s => (Start: s.GetProperty("start").GetDouble(), End: s.GetProperty("end").GetDouble())).Where(s => s.End < 120).ToList();
        var heard = await HearAsync(speech, new MemoryStream(pcm.ToArray()[..(120 * 32_000)]));
        foreach (var (start, end) in truth)
            Assert.Contains(heard, s => Math.Min(s.End, end) - Math.Max(s.Start, start) > (end - start) * 0.5 || (s.Start >= start - 1 && s.End <= end + 1));
        Assert.Equal(heard.OrderBy(s => s.Start), heard);
    }

    [Fact]
    public async Task TranscribeAsync_Cancelled_StopsSoon()
    {
        await using var services = InferenceFixture.Services();
        var speech = Installed(services);
        var pcm = await Recordings.PcmAsync("speech", "long", "long.ogg");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watch = new Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in speech.TranscribeAsync(pcm, null, null, cancel.Token))
            {
                watch.Start();
                await cancel.CancelAsync();
            }
        });
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task TranscribeAsync_LargestModelsFileTruncated_IsNamedAndTheNextHears()
    {
        var folder = Directory.CreateTempSubdirectory("models");
        try
        {
            var broken = folder.CreateSubdirectory("moonshine-base");
            foreach (var file in new[] { "encoder_model.onnx", "decoder_model_merged.onnx" })
                await File.WriteAllBytesAsync(Path.Combine(broken.FullName, file), new byte[1234], Token);
            var log = new CollectedLog();
            await using var services = InferenceFixture.Services(folder.FullName, log);
            var speech = Installed(services);
            Assert.Equal("moonshine-base", speech.English);
            Assert.All(await HearAsync(speech, await Recordings.PcmAsync("speech", "formats", "sentence.ogg")), segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
            Assert.Equal(MoonshineFiles.Tiny, speech.English);
            Assert.Contains(log.Lines, line => line.Contains("encoder_model.onnx (1,234 bytes)", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task TranscribeAsync_PublicExport_IsHeardUnderItsOwnName()
    {
        await using var shipped = InferenceFixture.Services();
        _ = Installed(shipped);
        var files = MoonshineFiles.FindAll(shipped.GetRequiredService<ModelLocator>())[0];
        Assert.SkipWhen(files.Vocabulary.EndsWith(".js", StringComparison.Ordinal) && shipped.GetRequiredService<ModelLocator>().FindModel("llama-tokenizer") is null, "llama-tokenizer is not installed: set ASSISTANT_MODELS to a folder with it.");
        var folder = Directory.CreateTempSubdirectory("models");
        try
        {
            // The layout of onnx-community's exports.
            var model = folder.CreateSubdirectory("moonshine-base");
            var onnx = model.CreateSubdirectory("onnx");
            File.Copy(files.Encoder, Path.Combine(onnx.FullName, "encoder_model_quantized.onnx"));
            File.Copy(files.Decoder, Path.Combine(onnx.FullName, "decoder_model_merged_quantized.onnx"));
            File.Copy(Path.Combine(shipped.GetRequiredService<ModelLocator>().FindModel("llama-tokenizer")!, "tokenizer.json"), Path.Combine(model.FullName, "tokenizer.json"));
            await using var services = InferenceFixture.Services(folder.FullName);
            var speech = services.GetRequiredService<ISpeechRecognizer>();
            var pcm = await Recordings.PcmAsync("speech", "formats", "sentence.ogg");
            var heard = await HearAsync(speech, pcm);
            pcm.Position = 0;
            Assert.Equal("moonshine-base", speech.English);
            Assert.Equal((await HearAsync(shipped.GetRequiredService<ISpeechRecognizer>(), pcm)).Select(segment => segment.Text), heard.Select(segment => segment.Text));
            Assert.All(heard, segment => Assert.Equal("moonshine-base", segment.Model));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The one of two that is smaller.</summary>
    [Fact]
    public async Task TranscribeAsync_ModelAskedFor_HearsThoughALargerOneIsThere()
    {
        await using var shipped = InferenceFixture.Services();
        _ = Installed(shipped);
        var files = MoonshineFiles.FindAll(shipped.GetRequiredService<ModelLocator>())[0];
        var folder = Directory.CreateTempSubdirectory("models");
        try
        {
            var onnx = folder.CreateSubdirectory("moonshine-base").CreateSubdirectory("onnx");
            File.Copy(files.Encoder, Path.Combine(onnx.FullName, "encoder_model.onnx"));
            File.Copy(files.Decoder, Path.Combine(onnx.FullName, "decoder_model_merged.onnx"));
            await using var services = InferenceFixture.Services(folder.FullName);
            var speech = services.GetRequiredService<ISpeechRecognizer>();
            Assert.Equal("moonshine-base", speech.English);

            var heard = new List<SpeechSegment>();
            await foreach (var segment in speech.TranscribeAsync(await Recordings.PcmAsync("speech", "formats", "sentence.ogg"), "en", MoonshineFiles.Tiny, Token))
                heard.Add(segment);

            Assert.NotEmpty(heard);
            Assert.All(heard, segment => Assert.Equal(MoonshineFiles.Tiny, segment.Model));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ISpeechRecognizer Installed(IServiceProvider services)
    {
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        Assert.SkipUnless(speech.IsAvailable, "The npm packages with Moonshine and Silero VAD are not installed (npm ci in web/).");
        return speech;
    }

    private static async Task<List<SpeechSegment>> HearAsync(ISpeechRecognizer speech, Stream pcm)
    {
        var segments = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(pcm, null, null, Token))
            segments.Add(segment);
        return segments;
    }
}
