using Assistant.Inference.Models;
using Assistant.Inference.Models.Store;
using Assistant.Inference.Tests.Models.Pulling;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models.Store;

/// <summary>Models as other tools leave them: under the hub's names, in the cache of the hub's tools, as a clone with half of its large files.</summary>
public sealed class ForeignFolderTests : IAsyncDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
    private readonly PullFixture _fixture = new(digests: true);
    private readonly CancellationToken _cancellationToken = TestContext.Current.CancellationToken;

    private IModelStore Store => _fixture.Services().GetRequiredService<IModelStore>();

    [Fact]
    public void Installed_UnderTheHubsName_IsTheCataloguesModel()
    {
        WriteModel(Path.Combine(_fixture.Store, "small"));

        var installed = Assert.Single(Store.Installed());

        Assert.Equal(("small", "MIT", "embeddings", PullFixture.Id), (installed.Id, installed.Licence, installed.Enables, installed.Known?.Id));
        Assert.True(installed.Is(Store.Catalogue.Single()));
    }

    [Theory]
    [InlineData("""{"model_type":"qwen2","architectures":["Qwen2ForCausalLM"]}""", "languageModel")]
    [InlineData("""{"model_type":"whisper","architectures":["WhisperForConditionalGeneration"]}""", "speechInOtherLanguages")]
    [InlineData("""{"model_type":"moonshine","architectures":["MoonshineForConditionalGeneration"]}""", "speech")]
    [InlineData("""{"model_type":"clip","architectures":["CLIPModel"]}""", "labels")]
    [InlineData("""{"model_type":"yolos","architectures":["YolosForObjectDetection"]}""", "objects")]
    [InlineData("""{"model_type":"bert","architectures":["BertModel"]}""", "embeddings")]
    [InlineData("""{"model_type":"t5","architectures":["T5ForConditionalGeneration"]}""", null)]
    public async Task Installed_OfNoCatalogue_SaysWhatItServes(string config, string? feature)
    {
        WriteModel(Path.Combine(_fixture.Store, "my-own"));
        await File.WriteAllTextAsync(Path.Combine(_fixture.Store, "my-own", "config.json"), config, _cancellationToken);

        Assert.Equal(feature, Assert.Single(Store.Installed()).Enables);
    }

    /// <summary>Whether the cache, a model's folder in it, or the files themselves are named.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("models--someone--my-own")]
    [InlineData("models--someone--my-own/snapshots/0b2ce1")]
    public async Task Import_OfTheHubsCache_TakesTheModelUnderItsName(string named)
    {
        var model = Path.Combine(_fixture.Root, "hub", "models--someone--my-own");
        WriteModel(Path.Combine(model, "snapshots", "0a0a0a"));
        WriteModel(Path.Combine(model, "snapshots", "0b2ce1"));
        Directory.CreateDirectory(Path.Combine(model, "refs"));
        await File.WriteAllTextAsync(Path.Combine(model, "refs", "main"), "0b2ce1", _cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(model, "snapshots", "0b2ce1", "config.json"), """{"model_type":"newer"}""", _cancellationToken);

        Assert.Equal(["my-own"], await Store.ImportAsync(Path.Combine(_fixture.Root, "hub", named), _cancellationToken));

        Assert.Contains("newer", await File.ReadAllTextAsync(Path.Combine(_fixture.Store, "my-own", "config.json"), _cancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The cache holds what any program fetched: weights for other programs, and models of one name by two owners.</summary>
    [Fact]
    public async Task Import_OfTheHubsCache_LeavesOutWhatIsNotForHereOrThereTwice()
    {
        foreach (var owner in new[] { "a", "b", "c" })
            WriteModel(Path.Combine(_fixture.Root, "hub", $"models--{owner}--my-own", "snapshots", "0a0a0a"));
        Directory.Delete(Path.Combine(_fixture.Root, "hub", "models--a--my-own", "snapshots", "0a0a0a", "onnx"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Root, "hub", "models--b--my-own", "snapshots", "0a0a0a", "config.json"), """{"model_type":"of-b"}""", _cancellationToken);
        var said = new List<string>();

        Assert.Equal(["my-own"], await Store.ImportAsync(Path.Combine(_fixture.Root, "hub"), _cancellationToken, said.Add));

        Assert.Contains("of-b", await File.ReadAllTextAsync(Path.Combine(_fixture.Store, "my-own", "config.json"), _cancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, said.Count);
        Assert.Contains("no .onnx file", said[0], StringComparison.Ordinal);
        Assert.Contains("another model of that name", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfWhatOnlyHasTheNameOfAModelOfTheCatalogue_DoesNotTakeItsPlace()
    {
        WriteModel(Path.Combine(_fixture.Store, "small"));
        var source = Path.Combine(_fixture.Root, "small");
        WriteModel(source);
        File.Delete(Path.Combine(source, "config.json"));

        Assert.Contains("would take the place", (await Assert.ThrowsAsync<ModelStoreException>(() => Store.ImportAsync(source, _cancellationToken))).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_fixture.Store, "small", "config.json")));
    }

    [Fact]
    public async Task Import_OfACloneWithOnePrecisionWhole_LeavesThePointersOutAndNamesThem()
    {
        var source = Path.Combine(_fixture.Root, "my-own");
        WriteModel(source);
        File.Move(Path.Combine(source, "onnx", "model.onnx"), Path.Combine(source, "onnx", "model_quantized.onnx"));
        string[] pointers = ["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model_fp16.onnx", "pytorch_model.bin"];
        foreach (var pointer in pointers)
            await File.WriteAllTextAsync(Path.Combine(source, pointer), Pointer, _cancellationToken);
        var said = new List<string>();

        Assert.Equal(["my-own"], await Store.ImportAsync(source, _cancellationToken, said.Add));

        Assert.All(await Store.VerifyAsync("my-own", _cancellationToken), check => Assert.Null(check.Problem));
        Assert.True(File.Exists(Path.Combine(_fixture.Store, "my-own", "onnx", "model_quantized.onnx")));
        Assert.All(pointers, pointer => Assert.False(File.Exists(Path.Combine(_fixture.Store, "my-own", pointer))));
        Assert.Equal(["my-own: left out, as only pointers of Git LFS are there: " + string.Join(", ", pointers)], said);
    }

    /// <summary>The decoder is there in no precision, or the small files that go with all of them are not.</summary>
    [Theory]
    [InlineData("onnx/decoder_model_merged.onnx")]
    [InlineData("tokenizer.json")]
    public async Task Import_OfACloneThatLacksWhatIsNeeded_IsRefused(string file)
    {
        var source = Path.Combine(_fixture.Root, "my-own");
        WriteModel(source);
        await File.WriteAllTextAsync(Path.Combine(source, file), Pointer, _cancellationToken);

        Assert.Contains("git lfs pull", (await Assert.ThrowsAsync<ModelStoreException>(() => Store.ImportAsync(source, _cancellationToken))).Message, StringComparison.Ordinal);
        _fixture.AssertNotInstalled();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private void WriteModel(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        foreach (var (name, content) in _fixture.Hub.Files)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
