using System.Text;
using System.Text.RegularExpressions;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models.Catalogue;

public sealed partial class ModelCatalogueTests
{
    private const string Good = """
        {"models":[{"id":"a","family":"bert","licence":"MIT","repository":"o/a","revision":"main","megabytes":1,"memoryMegabytes":1,"languages":["en"],"enables":"embeddings",
        "files":[{"path":"config.json"},{"path":"onnx/model.onnx","bytes":5,"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],"adds":{"sentence.json":{}}}]}
        """;

    private readonly ModelCatalogue _own = new(Options.Create(new ModelsOptions()));

    [Fact]
    public void OwnCatalogue_HasWhatOperatorsAreOffered()
    {
        var ids = _own.Models.Select(model => model.Id).ToHashSet();

        Assert.Superset(
            (HashSet<string>)[
                "bge-small-en-v1.5", "bge-small-zh-v1.5", "bge-base-en-v1.5", "bge-base-zh-v1.5", "bge-m3", "multilingual-e5-small", "qwen2.5-0.5b-instruct", "qwen2.5-1.5b-instruct", "qwen2.5-3b-instruct",
                "qwen3-0.6b", "qwen3-1.7b", "smollm2-360m-instruct", "smollm2-1.7b-instruct", "phi-3.5-mini-instruct", "whisper-base", "whisper-small", "moonshine-base", "clip-vit-base-patch32",
                "siglip-base-patch16-224", "detr-resnet-50",
            ], ids);
        Assert.Equal(
            ["bge-small-en-v1.5", "bge-small-zh-v1.5", "clip-vit-base-patch32", "qwen2.5-0.5b-instruct", "whisper-small"],
            _own.Models.Where(model => model.Recommended).Select(model => model.Id).Order(StringComparer.Ordinal));
    }

    /// <summary>Every model's bytes are held to something: a digest, a commit, or the pin of the first pull; and the recommended ones' weights to digests that stand here.</summary>
    [Fact]
    public void OwnCatalogue_HoldsWhatItRecommendsToDigests() =>
        Assert.All(_own.Models.Where(model => model.Recommended), model => Assert.All(model.Files.Where(file => file.Path.EndsWith(".onnx", StringComparison.Ordinal)), file => Assert.True(file is { Sha256: not null, Bytes: > 0 }, $"{model.Id} {file.Path}")));

    [Fact]
    public void OwnCatalogue_RecommendsNothingThatACompanyMayNotUse() =>
        Assert.All(_own.Models.Where(model => model.Recommended), model => Assert.Contains(model.Licence, (string[])["MIT", "Apache-2.0"]));

    [Fact]
    public void OwnCatalogue_SaysWhatMayNotBeUsedInBusiness()
    {
        var qwen = _own.Find("qwen2.5-3b-instruct")!;

        Assert.NotEqual("Apache-2.0", qwen.Licence);
        Assert.Contains("not for commercial use", qwen.LicenceNote, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnCatalogue_SaysAboutAsMuchAsItsFilesTake() =>
        Assert.All(_own.Models.Where(model => model.Files.All(file => file.Bytes is not null)), model => Assert.InRange(model.Files.Sum(file => file.Bytes!.Value) / 1e6, model.Megabytes * 0.95, model.Megabytes * 1.05));

    [Fact]
    public void Page_HasARowForEachModelWithItsLicenceAndSize()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
            folder = folder.Parent!;
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "models.md"));
        var rows = Row().Matches(page[page.IndexOf("<!-- catalogue", StringComparison.Ordinal)..page.IndexOf("<!-- end of catalogue", StringComparison.Ordinal)]).ToDictionary(row => row.Groups[1].Value, row => row.Value);

        Assert.Equal(_own.Models.Select(model => model.Id).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(_own.Models, model => Assert.StartsWith($"| `{model.Id}` | {model.Enables} | {string.Join(", ", model.Languages)} | {model.Licence} | {model.Megabytes} MB | ", rows[model.Id], StringComparison.Ordinal));
    }

    [Fact]
    public void Read_GoodCatalogue_IsTaken() => Assert.Equal("a", Assert.Single(Read(Good).Models).Id);

    [Theory]
    [InlineData("\"id\":\"a\"", "\"id\":\"../a\"", "folder's name")]
    [InlineData("\"licence\":\"MIT\"", "\"licence\":\"\"", "no licence")]
    [InlineData("\"licence\":\"MIT\",", "", "licence")]
    [InlineData("\"repository\":\"o/a\"", "\"repository\":\"https://x/y\"", "owner/name")]
    [InlineData("\"revision\":\"main\"", "\"revision\":\"a/../b\"", "revision")]
    [InlineData("\"path\":\"config.json\"", "\"path\":\"../config.json\"", "relative path")]
    [InlineData("\"path\":\"config.json\"", "\"path\":\"/config.json\"", "relative path")]
    [InlineData("\"path\":\"config.json\"", "\"path\":\"onnx/MODEL.onnx\"", "twice")]
    [InlineData("\"adds\":{\"sentence.json\"", "\"adds\":{\"config.json\"", "twice")]
    [InlineData("onnx/model.onnx", "onnx/model.bin", "no .onnx file")]
    [InlineData("\"bytes\":5", "\"bytes\":-5", "cannot be")]
    [InlineData("00000", "0000g", "cannot be")]
    [InlineData("\"family\"", "\"famly\"", "famly")]
    [InlineData("\"models\":[", "\"bundled\":[{\"id\":\"a\",\"licence\":\"MIT\",\"package\":\"p\",\"enables\":\"e\",\"languages\":[],\"files\":[]}],\"models\":[", "twice")]
    public void Read_CatalogueWithAMistake_IsRefusedAndSaysWhich(string good, string bad, string because)
    {
        var changed = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Good, changed);

        Assert.Contains(because, Assert.Throws<ModelStoreException>(() => Read(changed)).Message, StringComparison.Ordinal);
    }

    private static ModelCatalogue.Content Read(string json) => ModelCatalogue.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "It");

    [GeneratedRegex(@"^\| `([\w.\-]+)` \| \w+ \| .*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
