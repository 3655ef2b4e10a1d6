using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class WhisperFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whisper-");

    [Fact]
    public void Find_DecoderInTwoFiles_IsNotUsedAndSaysWhatToGet()
    {
        var onnx = Directory.CreateDirectory(Path.Combine(_folder.FullName, "whisper-small", "onnx")).FullName;
        File.WriteAllText(Path.Combine(_folder.FullName, "whisper-small", "config.json"), """{"model_type":"whisper"}""");
        foreach (var name in new[] { "encoder_model", "decoder_model", "decoder_with_past_model" })
            File.WriteAllBytes(Path.Combine(onnx, name + ".onnx"), []);
        using var log = new CollectedLog();
        using var services = InferenceFixture.Services(_folder.FullName, log);

        Assert.Null(services.GetRequiredService<ISpeechRecognizer>().OtherLanguages);
        Assert.Contains("decoder_model_merged.onnx", Assert.Single(services.GetRequiredService<IInferenceReport>().Notes), StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("whisper-small", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
