using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Vision;
using Assistant.Inference.Vision.Contrastive;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Vision;

public sealed class PictureLabelerTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("labels-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_ReferencePictures_GivesTheReferenceClassesAndFeatures()
    {
        InferenceFixture.Model("efficientnet-lite0");
        await using var services = InferenceFixture.Services();
        using var loaded = services.GetRequiredService<VisionModels>().TakeClassifier()!;
        var classifier = loaded.Value;
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        using var run = new RunOptions();
        foreach (var image in parity.RootElement.GetProperty("images").EnumerateArray())
        {
            var file = image.GetProperty("file").GetString()!;
            var (probabilities, features) = classifier.Classify(ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", file)), run);
            foreach (var top in image.GetProperty("efficientnet_top5").EnumerateArray())
            {
                Assert.Equal(top.GetProperty("label").GetString(), classifier.Labels[top.GetProperty("id").GetInt32()]);
                Assert.Equal(top.GetProperty("probability").GetDouble(), probabilities[top.GetProperty("id").GetInt32()], 0.005);
            }
            foreach (var (i, feature) in image.GetProperty("efficientnet_features16").EnumerateArray().Index())
                Assert.Equal(feature.GetDouble(), features[i], 0.02);
        }
    }

    [Fact]
    public async Task LabelAsync_OwnLabels_AreSaidOnlyWhenSure()
    {
        InferenceFixture.Model("efficientnet-lite0");
        await using var services = InferenceFixture.Services();
        var labeler = services.GetRequiredService<IPictureLabeler>();

        var sure = await labeler.LabelAsync(Format("alpha.png"), null, Token);
        Assert.Equal(("pineapple", "efficientnet-lite0"), (sure[0].Label, sure[0].Model));
        Assert.All(sure, label => Assert.InRange(label.Score, 0.35, 1));
        Assert.Empty(await labeler.LabelAsync(ReferencePictures.Painted(300, 200, (120, 130, 140)), null, Token));
    }

    [Fact]
    public async Task LabelAsync_GivenLabelsWithoutClip_AreChosenByTheNamesOfWhatIsSeen()
    {
        SkipUnlessConse();
        await using var services = InferenceFixture.Services();
        var labeler = services.GetRequiredService<IPictureLabeler>();
        Assert.Equal("efficientnet-lite0+conse", labeler.ChoosesBy);

        var labels = await labeler.LabelAsync(Format("alpha.png"), ["car", "fruit", "pineapple", "invoice"], Token);
        Assert.Equal(["pineapple", "fruit"], labels.Take(2).Select(label => label.Label));
        Assert.All(labels, label => Assert.Equal("efficientnet-lite0+conse", label.Model));
        Assert.InRange(labels.Sum(label => label.Score), 0.5, 1);
        Assert.Equal(labels.Select(label => label.Score).OrderDescending(), labels.Select(label => label.Score));
    }

    [Theory]
    [InlineData("pineapple", "truck")]
    [InlineData("菠萝", "卡车")]
    public async Task LabelAsync_OneLabel_IsLikelyOnlyWhenItIsSeen(string right, string wrong)
    {
        SkipUnlessConse();
        await using var services = InferenceFixture.Services();
        var labeler = services.GetRequiredService<IPictureLabeler>();

        Assert.InRange(Assert.Single(await labeler.LabelAsync(Format("alpha.png"), [right], Token)).Score, 0.8, 1);
        Assert.InRange(Assert.Single(await labeler.LabelAsync(Format("alpha.png"), [wrong], Token)).Score, 0, 0.35);
    }

    [Fact]
    public async Task LabelAsync_EmptyAndRepeatedLabels_AreLeftOut()
    {
        SkipUnlessConse();
        await using var services = InferenceFixture.Services();
        var labeler = services.GetRequiredService<IPictureLabeler>();

        Assert.Empty(await labeler.LabelAsync(Format("alpha.png"), [], Token));
        Assert.Empty(await labeler.LabelAsync(Format("alpha.png"), ["", "  "], Token));
        Assert.Equal(["pineapple", "car"], (await labeler.LabelAsync(Format("alpha.png"), ["car", " pineapple ", "CAR", ""], Token)).Select(label => label.Label));
    }

    [Fact]
    public async Task LabelAsync_HundredsOfLabels_AreAllJudged()
    {
        SkipUnlessConse();
        await using var services = InferenceFixture.Services();
        var many = Enumerable.Range(0, 300).Select(i => $"part number {i}").Append("pineapple").ToArray();
        var labels = await services.GetRequiredService<IPictureLabeler>().LabelAsync(Format("alpha.png"), many, Token);

        Assert.Equal(301, labels.Count);
        Assert.Equal("pineapple", labels[0].Label);
    }

    [Theory]
    [InlineData("clip-random")]
    [InlineData("siglip-random")]
    public async Task LabelAsync_ContrastiveModelNamed_ChoosesAmongWhatItReadsAndElseConseAmongAll(string model)
    {
        InferenceFixture.Model(model);
        SkipUnlessConse();
        await using var services = InferenceFixture.Services(settings: [("Vision:Model", model)]);
        var labeler = services.GetRequiredService<IPictureLabeler>();
        var read = await labeler.LabelAsync(Format("photo.jpg"), ["banana", "lemon"], Token);
        var mixed = await labeler.LabelAsync(Format("photo.jpg"), ["banana", "红色的甜椒", "lemon"], Token);

        Assert.Equal(model, labeler.ChoosesBy);
        Assert.Equal((2, 3), (read.Count, mixed.Count));
        Assert.All(read, label => Assert.Equal(model, label.Model));
        // Scores of two models cannot be compared.
        Assert.All(mixed, label => Assert.Equal("efficientnet-lite0+conse", label.Model));
        if (model == "clip-random")
            Assert.Equal(1, read.Sum(label => label.Score), 1e-6);
    }

    [Fact]
    public async Task LabelAsync_LabelThatNobodyReads_IsNotSeen()
    {
        var clip = InferenceFixture.Model("clip-random");
        Directory.CreateSymbolicLink(Path.Combine(_models.FullName, "clip-random"), clip);
        await using var services = InferenceFixture.Services(_models.FullName, settings: [("Vision:Model", "clip-random")]);

        var labels = await services.GetRequiredService<IPictureLabeler>().LabelAsync(Format("photo.jpg"), ["红色的甜椒", "banana"], Token);

        Assert.Equal(["banana", "红色的甜椒"], labels.Select(label => label.Label));
        Assert.True(labels[0].Score > 0);
        Assert.Equal((0, "clip-random"), (labels[1].Score, labels[1].Model));
    }

    [Theory]
    [InlineData("clip-vit-base-patch32", "clip", false)]
    [InlineData("my-own", "clip", false)]
    [InlineData("my-own", "chinese_clip", true)]
    [InlineData("my-own", "siglip2", true)]
    [InlineData("siglip-base-patch16-256-multilingual", "siglip", true)]
    [InlineData("siglip2-base-patch16-224-ONNX", "siglip", true)]
    [InlineData("my-own", "siglip", false, 32_000)]
    [InlineData("my-own", "siglip", true, 256_000)]
    public async Task IsMultilingual_SaidByTheCatalogueTheTypeTheNameOrTheVocabulary(string name, string type, bool expected, int vocabulary = 0)
    {
        var folder = _models.CreateSubdirectory(name).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), $$"""{"model_type":"{{type}}","text_config":{"vocab_size":{{vocabulary}} } }""", Token);
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), [], Token);
        await using var services = InferenceFixture.Services(_models.FullName);

        var files = ContrastiveFiles.Find(services.GetRequiredService<ModelLocator>(), name);

        Assert.Equal(expected, files!.IsMultilingual(services.GetRequiredService<ModelCatalogue>()));
    }

    [Fact]
    public async Task LabelAsync_ContrastiveFileCutShort_IsSaidAndTheOthersGoOn()
    {
        SkipUnlessConse();
        var clip = InferenceFixture.Model("clip-random");
        var broken = Path.Combine(_models.FullName, "clip-broken");
        foreach (var file in Directory.GetFiles(clip, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(broken, Path.GetRelativePath(clip, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, [.. File.ReadAllBytes(file).Take(Path.GetFileName(file) == "vision_model.onnx" ? 100_000 : int.MaxValue)]);
        }
        using var log = new CollectedLog();
        await using var services = InferenceFixture.Services($"{_models.FullName}:{Environment.GetEnvironmentVariable("ASSISTANT_MODELS")}", log);
        var labeler = services.GetRequiredService<IPictureLabeler>();
        Assert.Equal("clip-broken", labeler.ChoosesBy);

        Assert.Equal("efficientnet-lite0+conse", (await labeler.LabelAsync(Format("alpha.png"), ["pineapple", "car"], Token))[0].Model);
        Assert.Equal("efficientnet-lite0+conse", labeler.ChoosesBy);
        Assert.Contains(log.Lines, line => line.Contains("vision_model.onnx", StringComparison.Ordinal) && line.Contains("cut short", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LabelAsync_NothingInstalled_IsOff()
    {
        await using var services = InferenceFixture.Services(_models.FullName);
        var labeler = services.GetRequiredService<IPictureLabeler>();

        // What was put into models/ of this checkout counts too.
        Assert.SkipWhen(labeler.IsAvailable, "A model is installed in models/.");
        Assert.Null(labeler.ChoosesBy);
        Assert.Empty(await labeler.LabelAsync(ReferencePictures.Painted(9, 9, (1, 2, 3)), ["car"], Token));
    }

    public void Dispose() => _models.Delete(recursive: true);

    private static Picture Format(string file) => ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", file));

    private static void SkipUnlessConse()
    {
        foreach (var model in new[] { "efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5" })
            InferenceFixture.Model(model);
    }
}
