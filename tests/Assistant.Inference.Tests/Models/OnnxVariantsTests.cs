using Assistant.Inference.Embeddings;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Vision.Contrastive;
using Assistant.Inference.Vision.Detection;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models;

/// <summary>Whatever precision of a model is installed alone, it is found, whatever kind of model it is.</summary>
public sealed class OnnxVariantsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("variants-");

    [Theory]
    [InlineData("")]
    [InlineData("_quantized")]
    [InlineData("_int8")]
    [InlineData("_uint8")]
    [InlineData("_q4")]
    [InlineData("_q4f16")]
    [InlineData("_bnb4")]
    [InlineData("_fp16")]
    public void Find_OneVariantAlone_IsFoundByEveryKind(string variant)
    {
        Write("a-decoder", """{"architectures":["LlamaForCausalLM"]}""", "model" + variant);
        Write("a-detector", """{"architectures":["DetrForObjectDetection"]}""", "model" + variant);
        Write("a-clip", """{"model_type":"clip"}""", "vision_model" + variant, "text_model" + variant);
        Write("a-whisper", """{"model_type":"whisper"}""", "encoder_model" + variant, "decoder_model_merged" + variant);
        Write("moonshine-base", "{}", "encoder_model" + variant, "decoder_model_merged" + variant);
        var models = new ModelLocator(Options.Create(new ModelsOptions { Directory = _folder.FullName }));

        Assert.Equal("a-decoder", Assert.Single(DecoderFiles.FindAll(models, "")).Name);
        Assert.Equal("a-detector", DetectorFiles.Find(models, "")!.Name);
        Assert.Equal("a-clip", ContrastiveFiles.Find(models, "")!.Name);
        Assert.Equal("a-whisper", Assert.Single(WhisperFiles.FindAll(models)).Name);
        Assert.Equal("moonshine-base", MoonshineFiles.FindAll(models)[0].Name);
        Assert.NotNull(SentenceModel.FindOnnx(Path.Combine(_folder.FullName, "a-decoder")));
    }

    [Fact]
    public void Of_PreferredSuffixes_ComeFirstAndNoneIsMissingOrTwice()
    {
        var names = OnnxVariants.Of("model", "_q4", "_fp16");

        Assert.Equal(["model_q4", "model_fp16", "model_quantized"], names[..3]);
        Assert.Equal(8, names.Distinct().Count());
        Assert.Equal(8, names.Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string config, params string[] files)
    {
        var onnx = Directory.CreateDirectory(Path.Combine(_folder.FullName, name, "onnx")).FullName;
        File.WriteAllText(Path.Combine(_folder.FullName, name, "config.json"), config);
        File.WriteAllText(Path.Combine(_folder.FullName, name, "tokenizer.json"), "{}");
        foreach (var file in files)
            File.WriteAllBytes(Path.Combine(onnx, file + ".onnx"), [1]);
    }
}
