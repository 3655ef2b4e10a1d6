using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Tests.Vision.Detection;
using Assistant.Inference.Vision.Contrastive;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Vision;

public sealed class ContrastiveParityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contrastive-");

    [Theory]
    [InlineData("clip-random", "clip_text")]
    [InlineData("siglip-random", "siglip")]
    public void Encode_ReferenceTexts_GivesTheReferenceVectors(string name, string key)
    {
        using var model = Load(InferenceFixture.Model(name));
        using var run = new RunOptions();
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        var reference = parity.RootElement.GetProperty(key);
        var expected = Vectors(reference.GetProperty("text_embeds"), 64);
        var ids = reference.GetProperty("ids").EnumerateArray().Select(text => text.EnumerateArray().Select(id => id.GetInt32()).ToArray()).ToArray();
        foreach (var (i, caption) in parity.RootElement.GetProperty("captions").EnumerateArray().Select(text => text.GetString()!).Index())
        {
            Assert.Equal(ids[i], model.Tokens(caption).Ids);
            Assert.Equal(i == ids.Length - 1, model.Tokens(caption).Truncated);
            AssertSame(caption, expected[i], model.Encode(caption, run).Vector);
        }
    }

    [Theory]
    [InlineData("clip-random")]
    [InlineData("siglip-random")]
    public void Encode_ReferencePictures_GivesTheReferenceVectors(string name)
    {
        using var model = Load(InferenceFixture.Model(name));
        using var run = new RunOptions();
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        var siglip = Vectors(parity.RootElement.GetProperty("siglip").GetProperty("image_embeds"), 64);
        foreach (var (i, image) in parity.RootElement.GetProperty("images").EnumerateArray().Index())
        {
            var file = image.GetProperty("file").GetString()!;
            var expected = name == "clip-random" ? Vectors(image.GetProperty("clip_image_embeds"), 64)[0] : siglip[i];
            AssertSame(file, expected, model.Encode(ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", file)), run), file == "cmyk.jpg" ? 0.98f : 0.9999f);
        }
    }

    [Fact]
    public void Score_Clip_IsTheSoftmaxOfScaledCosines()
    {
        using var model = Load(InferenceFixture.Model("clip-random"));
        using var run = new RunOptions();
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        var texts = Vectors(parity.RootElement.GetProperty("clip_text").GetProperty("text_embeds"), 64);
        foreach (var image in parity.RootElement.GetProperty("images").EnumerateArray().Where(image => image.GetProperty("stored_mode").GetString() != "CMYK"))
        {
            var seen = Vectors(image.GetProperty("clip_image_embeds"), 64)[0];
            // The template makes the first two captions of these.
            var scores = model.Score(ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", image.GetProperty("file").GetString()!)), ["a cat", "a dog"], run);
            var expected = 1 / (1 + Math.Exp(100 * (TensorPrimitives.CosineSimilarity(seen, texts[1]) - TensorPrimitives.CosineSimilarity(seen, texts[0]))));

            Assert.Equal(expected, scores[0].Score, 2);
            Assert.Equal(1 - expected, scores[1].Score, 2);
        }
    }

    [Fact]
    public void Probabilities_Siglip_AreTheSigmoidsOfTheReferenceLogits()
    {
        using var model = Load(InferenceFixture.Model("siglip-random"));
        using var run = new RunOptions();
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        var captions = parity.RootElement.GetProperty("captions").EnumerateArray().Select(text => model.Encode(text.GetString()!, run).Vector).ToArray();
        var logits = Vectors(parity.RootElement.GetProperty("siglip").GetProperty("logits_per_image"), captions.Length);
        foreach (var (i, image) in parity.RootElement.GetProperty("images").EnumerateArray().Index().Where(image => image.Item.GetProperty("stored_mode").GetString() != "CMYK"))
        {
            var seen = model.Encode(ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", image.GetProperty("file").GetString()!)), run);
            var probabilities = model.Scale.Probabilities(captions.Select(text => TensorPrimitives.Dot<float>(seen, text)).ToArray());
            for (var text = 0; text < captions.Length; text++)
                Assert.Equal(1 / (1 + Math.Exp(-logits[i][text])), probabilities[text], 1e-6);
        }
    }

    [Fact]
    public void Score_OneLabel_IsNotCertainOfItself()
    {
        using var clip = Load(InferenceFixture.Model("clip-random"));
        using var run = new RunOptions();

        Assert.InRange(clip.Score(ReferencePictures.Painted(64, 64, (200, 30, 30)), ["a cat"], run)[0].Score, 0, 0.9999);
    }

    [Fact]
    public void Score_LabelLongerThanTheModelReads_SaysSo()
    {
        using var clip = Load(InferenceFixture.Model("clip-random"));
        using var run = new RunOptions();
        var scores = clip.Score(ReferencePictures.Painted(64, 64, (200, 30, 30)), ["short", string.Join(' ', Enumerable.Repeat("long", 90))], run);

        Assert.Equal([false, true], scores.Select(label => label.Truncated));
    }

    [Fact]
    public void Load_CombinedModelAlone_SeesTheSameAndReadsItsScaleOffTheLogits()
    {
        var whole = InferenceFixture.Model("siglip-random");
        Copy(whole, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx");
        using var split = Load(whole);
        using var combined = Load(_folder.FullName);
        using var run = new RunOptions();
        var picture = ReferencePictures.Painted(90, 60, (10, 120, 200), (20, 20, 30, 30, (250, 250, 0)));

        Assert.Equal(split.Scale.Scale, combined.Scale.Scale, 0.01);
        Assert.Equal(split.Scale.Bias, combined.Scale.Bias, 0.01);
        Assert.True(combined.Scale.EachForItself);
        AssertSame("picture", split.Encode(picture, run), combined.Encode(picture, run));
        AssertSame("text", split.Encode("banana", run).Vector, combined.Encode("banana", run).Vector);
    }

    [Fact]
    public void Load_TowersBesideTheCombinedModelWithoutScale_ReadsItOffTheLogits()
    {
        Copy(InferenceFixture.Model("siglip-random"), "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx", "onnx/vision_model.onnx", "onnx/text_model.onnx");
        using var model = Load(_folder.FullName);

        Assert.Equal(10, model.Scale.Scale, 0.01);
        Assert.Equal(-10, model.Scale.Bias, 0.01);
    }

    [Fact]
    public void Load_QuantizedNames_AreFound()
    {
        var whole = InferenceFixture.Model("clip-random");
        Copy(whole, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "zero_shot.json");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "onnx"));
        File.Copy(Path.Combine(whole, "onnx", "vision_model.onnx"), Path.Combine(_folder.FullName, "onnx", "vision_model_quantized.onnx"));
        File.Copy(Path.Combine(whole, "onnx", "text_model.onnx"), Path.Combine(_folder.FullName, "onnx", "text_model_int8.onnx"));
        using var model = Load(_folder.FullName);

        Assert.Equal(Path.GetFileName(_folder.FullName), model.Name);
    }

    [Theory]
    [InlineData("pixels", "'pixels'")]
    [InlineData("pixel_values", "'image_embeds'")]
    public void Load_FileWithOtherInputsOrOutputs_NamesThem(string input, string named)
    {
        Copy(InferenceFixture.Model("clip-random"), "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "zero_shot.json", "onnx/text_model.onnx");
        var graph = new DetectorGraph();
        graph.Input(input, 1, 3, 224, 224);
        graph.Output(graph.Node("Identity", input), "pooler_output", 1, 3, 224, 224);
        graph.Save(Path.Combine(_folder.FullName, "onnx", "vision_model.onnx"));

        Assert.Contains(named, Assert.Throws<ModelFileException>(() => Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    /// <summary>Towers alone, as the hub has them: the numbers are the catalogue's where it knows the folder, and what was assumed is said.</summary>
    [Theory]
    [InlineData("siglip-base-patch16-224", true, 117.330765, "siglip-base-patch16-224")]
    [InlineData("SigLIP-of-ours", false, 100, "compared with one another")]
    public void Load_TowersWithoutTheirScale_TakeTheCataloguesOrSaySo(string name, bool eachForItself, double scale, string said)
    {
        var (whole, folder) = (InferenceFixture.Model("siglip-random"), Path.Combine(_folder.FullName, name));
        foreach (var file in new[] { "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "onnx/vision_model.onnx", "onnx/text_model.onnx" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(whole, file), Path.Combine(folder, file));
        }
        var onnx = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        var files = ContrastiveFiles.Find(new ModelLocator(Options.Create(new ModelsOptions { Directory = _folder.FullName })), name)!;
        using var model = ContrastiveModel.Load(onnx, files, new ModelCatalogue(Options.Create(new ModelsOptions())));

        Assert.Equal((eachForItself, scale), (model.Scale.EachForItself, model.Scale.Scale));
        Assert.Contains(said, Assert.Single(onnx.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PreprocessorThatMakesAnotherSize_IsSaid()
    {
        Copy(InferenceFixture.Model("siglip-random"), "config.json", "tokenizer.json", "tokenizer_config.json", "zero_shot.json", "onnx/text_model.onnx");
        var graph = new DetectorGraph();
        graph.Input("pixel_values", 1, 3, 224, 224);
        graph.Output(graph.Node("Identity", "pixel_values"), "pooler_output", 1, 3, 224, 224);
        graph.Save(Path.Combine(_folder.FullName, "onnx", "vision_model.onnx"));
        File.WriteAllText(Path.Combine(_folder.FullName, "preprocessor_config.json"), """{"size":{"height":384,"width":384}}""");

        Assert.Contains("384 x 384", Assert.Throws<ModelFileException>(() => Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ContrastiveModel Load(string folder)
    {
        var locator = new ModelLocator(Options.Create(new ModelsOptions { Directory = Path.GetDirectoryName(folder) }));
        return ContrastiveModel.Load(new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance), ContrastiveFiles.Find(locator, Path.GetFileName(folder))!);
    }

    private void Copy(string from, params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.FullName, file))!);
            File.Copy(Path.Combine(from, file), Path.Combine(_folder.FullName, file));
        }
    }

    private static float[][] Vectors(JsonElement base64, int size) => [.. MemoryMarshal.Cast<byte, float>(base64.GetBytesFromBase64()).ToArray().Chunk(size)];

    private static void AssertSame(string what, float[] expected, float[] actual, float least = 0.9999f) =>
        Assert.True(TensorPrimitives.CosineSimilarity<float>(expected, actual) >= least, $"{what}: cosine {TensorPrimitives.CosineSimilarity<float>(expected, actual)}");
}
