using Assistant.Inference.Embeddings;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Exports;
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

    /// <summary>The largest is the one of most weights: these may lie beside the file, and in fewer bits more of them take less.</summary>
    [Fact]
    public void Find_SeveralModels_TakesTheOneOfMostWeights()
    {
        foreach (var (name, beside, bytes, variant) in new[] { ("small", 0, 3_000, ""), ("middle", 0, 1_500, "_quantized"), ("large", 9_000, 0, "") })
        {
            Write(name + "-detector", """{"architectures":["DetrForObjectDetection"]}""", "model" + variant);
            Write(name + "-clip", """{"model_type":"clip"}""", "vision_model" + variant, "text_model" + variant);
            Write("moonshine-" + name, "{}", "encoder_model" + variant, "decoder_model_merged" + variant);
            foreach (var folder in new[] { name + "-detector", name + "-clip", "moonshine-" + name })
                foreach (var file in Directory.GetFiles(Path.Combine(_folder.FullName, folder, "onnx"), "*.onnx"))
                    if (beside == 0)
                        File.WriteAllBytes(file, new byte[bytes]);
                    else
                    {
                        var data = Path.GetFileName(file) + "_data";
                        var graph = new OnnxGraph("large") { Beside = (data, new MemoryStream()) };
                        graph.Output(graph.Node("Identity", [graph.Constant(new float[beside / 4], [beside / 4])], "y"), OnnxGraph.Float, beside / 4);
                        File.WriteAllBytes(file, graph.Model());
                        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(file)!, data), graph.Beside.Value.Bytes.ToArray());
                    }
        }
        var models = new ModelLocator(Options.Create(new ModelsOptions { Directory = _folder.FullName, NodeModules = Path.Combine(_folder.FullName, "none") }));

        Assert.Equal("large-detector", DetectorFiles.Find(models, "")!.Name);
        Assert.Equal("large-clip", ContrastiveFiles.Find(models, "")!.Name);
        Assert.Equal(["moonshine-large", "moonshine-middle", "moonshine-small"], MoonshineFiles.FindAll(models).Select(files => files.Name).Take(3));
        Directory.Delete(Path.Combine(_folder.FullName, "large-detector"), recursive: true);
        Directory.Delete(Path.Combine(_folder.FullName, "large-clip"), recursive: true);
        Assert.Equal(("middle-detector", "middle-clip"), (DetectorFiles.Find(models, "")!.Name, ContrastiveFiles.Find(models, "")!.Name));
    }

    /// <summary>Found at the start, loaded later: by then another precision may lie there.</summary>
    [Fact]
    public void Now_FilesUnderOtherNamesSince_AreThose()
    {
        Write("a-detector", """{"architectures":["DetrForObjectDetection"]}""", "model_quantized");
        Write("moonshine-base", "{}", "encoder_model", "decoder_model_merged");
        var models = new ModelLocator(Options.Create(new ModelsOptions { Directory = _folder.FullName }));
        var (detector, moonshine) = (DetectorFiles.Find(models, "")!, MoonshineFiles.FindAll(models)[0]);
        Assert.Equal((detector, moonshine), (detector.Now, moonshine.Now));
        foreach (var file in Directory.GetFiles(_folder.FullName, "*.onnx", SearchOption.AllDirectories))
            File.Move(file, file.Replace("_quantized", "", StringComparison.Ordinal).Replace(".onnx", "_fp16.onnx", StringComparison.Ordinal));

        Assert.Equal(["model_fp16.onnx", "encoder_model_fp16.onnx", "decoder_model_merged_fp16.onnx"], new[] { detector.Now.Onnx, moonshine.Now.Encoder, moonshine.Now.Decoder }.Select(Path.GetFileName));
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
