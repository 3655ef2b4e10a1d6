using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Store;
using Assistant.Inference.Speech.Whisper;
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

    /// <summary>Its weights may lie beside it, and a precision more is no larger model.</summary>
    [Fact]
    public void FindAll_SeveralSizesInSeveralPrecisions_TheMostWeightsComeFirst()
    {
        Write("whisper-base", 512, 6, 6, decoder: 3_000);
        Write("whisper-small", 768, 12, 12, decoder: 1_500);
        Write("whisper-medium", 1024, 24, 24, decoder: 2_000);
        Write("whisper-large-v3-turbo", 1280, 32, 4, decoder: 100);
        Write("whisper-large-v3", 1280, 32, 32, decoder: 10);
        File.WriteAllBytes(Path.Combine(_folder.FullName, "whisper-large-v3", "decoder_model_merged.onnx_data"), new byte[5_000]);
        using var services = InferenceFixture.Services(_folder.FullName);

        Assert.Equal(
            ["whisper-large-v3", "whisper-large-v3-turbo", "whisper-medium", "whisper-small", "whisper-base"],
            WhisperFiles.FindAll(services.GetRequiredService<ModelLocator>()).Select(files => files.Name).Where(name => Directory.Exists(Path.Combine(_folder.FullName, name))));
    }

    [Theory]
    [InlineData("whisper-base", """{"is_multilingual":true,"lang_to_id":{"<|en|>":1}}""", true)]
    [InlineData("whisper-base", """{"lang_to_id":{"<|en|>":1}}""", true)]
    [InlineData("whisper-base", "{", true)]
    [InlineData("whisper-base.en", """{"is_multilingual":false}""", false)]
    [InlineData("distil-small.en", """{"suppress_tokens":[1]}""", false)]
    [InlineData("distil-large-v3.5-ONNX", """{"is_multilingual":true,"lang_to_id":{"<|en|>":1}}""", false)]
    [InlineData("distil-large-v3-german", """{"is_multilingual":true,"lang_to_id":{"<|en|>":1}}""", true)]
    public void IsMultilingual_PublicExports_IsWhatTheirFilesAndNamesSay(string name, string generation, bool expected)
    {
        Write(name, 512, 6, 6, decoder: 1);
        File.WriteAllText(Path.Combine(_folder.FullName, name, "generation_config.json"), generation);

        Assert.Equal(expected, new WhisperFiles(Path.Combine(_folder.FullName, name), "", "").IsMultilingual);
        Assert.Equal(expected ? "speechInOtherLanguages" : "speech", ModelFeature.Of(Path.Combine(_folder.FullName, name)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, int width, int encoder, int decoderLayers, int decoder)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new { model_type = "whisper", d_model = width, encoder_layers = encoder, decoder_layers = decoderLayers }));
        File.WriteAllBytes(Path.Combine(folder, "encoder_model.onnx"), new byte[10]);
        File.WriteAllBytes(Path.Combine(folder, "decoder_model_merged.onnx"), new byte[decoder]);
    }
}
