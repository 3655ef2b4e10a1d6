using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Exports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Speech.Whisper;

/// <summary>Exports in float16, and of mixed precision: they load, and say what the same weights say in float32.</summary>
public sealed class WhisperPrecisionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whisper-precision-");

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Float16_SaysWhatFloat32Says(bool halfEncoder, bool halfDecoder)
    {
        var source = InferenceFixture.Model("whisper-base");
        TinyWhisper.Write(Path.Combine(_folder.FullName, "whisper-single"), source, halfEncoder: false, halfDecoder: false);
        TinyWhisper.Write(Path.Combine(_folder.FullName, "whisper-half"), source, halfEncoder, halfDecoder);
        await using var services = InferenceFixture.Services(_folder.FullName);
        var files = WhisperFiles.FindAll(services.GetRequiredService<ModelLocator>());
        var onnx = services.GetRequiredService<OnnxEnvironment>();
        using var single = new WhisperModel(onnx, files.First(each => each.Name == "whisper-single"), EncoderWindow.Whole);
        using var half = new WhisperModel(onnx, files.First(each => each.Name == "whisper-half"), EncoderWindow.Whole);
        var samples = Enumerable.Range(0, 16_000).Select(i => MathF.Sin(i * 0.2f) * 0.3f).ToArray();
        using var options = new RunOptions();
        using var expected = new WhisperDecoder(single, samples, options);
        using var decoder = new WhisperDecoder(half, samples, options);
        int[] prompt = [single.Tokens.Start, single.Tokens.Languages["en"], single.Tokens.Transcribe, single.Tokens.NoTimes];

        Close(expected.Begin(prompt, options), decoder.Begin(prompt, options));
        foreach (var token in new[] { 440, 1_234, 50_000 })
            Close(expected.Next(token, options), decoder.Next(token, options));
        using var first = decoder.After(null, 440, options);
        using var other = expected.After(null, 440, options);
        Close(expected.Numbers(other), decoder.Numbers(first));
        Assert.Equal(SpeechEnd.Limit, WhisperDecoding.Transcribe(decoder, new("en", Beams: 3), [], times: false, [], temperature: 0, limit: 6, options).End);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var (largest, most) = (0f, 0f);
        for (var i = 0; i < found.Length; i++)
            (largest, most) = (Math.Max(largest, Math.Abs(expected[i] - found[i])), Math.Max(most, Math.Abs(expected[i])));
        Assert.InRange(most, 0.5f, 100f);
        Assert.InRange(largest, 0, 0.02f * most);
    }
}
