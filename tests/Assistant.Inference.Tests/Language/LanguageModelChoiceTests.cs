using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Tests.Exports;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Language;

/// <summary>Of several folders that look like language models, one that can be talked to is taken.</summary>
public sealed class LanguageModelChoiceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("several-");
    private readonly CollectedLog _log = new();

    public LanguageModelChoiceTests() => new DecoderExport().Write(Path.Combine(_folder.FullName, "small"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>It is found out when it is loaded: that very request is answered by the next.</summary>
    [Fact]
    public async Task GetResponseAsync_LargestThatCannotBeLoaded_IsAnsweredByTheNext()
    {
        var large = new DecoderExport { Layers = 4, Poisoned = 3 }.Write(Path.Combine(_folder.FullName, "large"));
        Assert.True(Directory.Exists(large));
        await using var services = InferenceFixture.Services(_folder.FullName, _log);
        var model = services.GetRequiredService<ILocalLanguageModel>();
        Assert.Equal("large", model.Name);

        Assert.NotEmpty((await model.Client.GetResponseAsync("Where are the boats?", new() { MaxOutputTokens = 8 }, Token)).Messages);

        Assert.Equal((true, "small"), (model.IsAvailable, model.Name));
        Assert.Single(_log.Lines, line => line.StartsWith("The local language model large is off", StringComparison.Ordinal));
        Assert.NotEmpty((await model.Client.GetResponseAsync("And now?", new() { MaxOutputTokens = 8 }, Token)).Messages);
    }

    /// <summary>A pull or a copy may put another precision in its place while the program runs.</summary>
    [Fact]
    public async Task GetResponseAsync_FileThatLiesThereUnderAnotherNameByNow_IsLoaded()
    {
        await using var services = InferenceFixture.Services(_folder.FullName, _log);
        var client = services.GetRequiredService<ILocalLanguageModel>().Client;
        var onnx = Path.Combine(_folder.FullName, "small", "onnx");
        File.Move(Path.Combine(onnx, "model.onnx"), Path.Combine(onnx, "model_fp16.onnx"));

        Assert.NotEmpty((await client.GetResponseAsync("Where are the boats?", new() { MaxOutputTokens = 8 }, Token)).Messages);
    }

    /// <summary>The preferred precision has an operator that nobody here has, or lacks the weights that lay beside it.</summary>
    [Theory]
    [InlineData(true, "small")]
    [InlineData(false, "small")]
    [InlineData(false, "")]
    public async Task GetResponseAsync_PreferredPrecisionThatDoesNotLoad_IsAnsweredByAnotherOne(bool beside, string name)
    {
        var graph = new OnnxGraph("other") { Beside = beside ? ("model_q4.onnx_data", new MemoryStream()) : null };
        graph.Input("input_ids", OnnxGraph.Int64, "texts", "tokens");
        graph.Constant(new float[1_000], [1_000]);
        graph.Node("Frobnicate", ["input_ids"], "logits");
        graph.Output("logits", OnnxGraph.Float, "texts", "tokens", "words");
        var onnx = Path.Combine(_folder.FullName, "small", "onnx");
        await File.WriteAllBytesAsync(Path.Combine(onnx, "model_q4.onnx"), graph.Model(), Token);
        await using var services = InferenceFixture.Services(_folder.FullName, _log, settings: [("LocalModel:Name", name)]);
        var model = services.GetRequiredService<ILocalLanguageModel>();

        Assert.NotEmpty((await model.Client.GetResponseAsync("Where are the boats?", new() { MaxOutputTokens = 8 }, Token)).Messages);

        Assert.Equal((true, "small"), (model.IsAvailable, model.Name));
        Assert.EndsWith("model.onnx", Assert.Single(services.GetRequiredService<IInferenceReport>().Loaded).Path, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("is off", StringComparison.Ordinal));
        Assert.Equal(!beside, _log.Lines.Any(line => line.Contains("model_q4.onnx cannot be loaded", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Find_LargestWithoutAChatTemplate_IsPassedOverAndSaid()
    {
        var folder = new DecoderExport { Layers = 4 }.Write(Path.Combine(_folder.FullName, "base"));
        await File.WriteAllTextAsync(Path.Combine(folder, "tokenizer_config.json"), "{}", Token);

        await AssertPassedOverAsync("base", "no chat template");
    }

    /// <summary>As exports of embedding models that were made of language models have it.</summary>
    [Fact]
    public async Task Find_LargestWithoutLogits_IsPassedOverAndSaid()
    {
        var folder = new DecoderExport { Layers = 4 }.Write(Path.Combine(_folder.FullName, "some-embedding"));
        var graph = new OnnxGraph("embedding");
        graph.Input("input_ids", OnnxGraph.Int64, "texts", "tokens");
        graph.Constant(new float[200_000], [200_000]);
        graph.Node("Cast", ["input_ids"], "last_hidden_state", attributes: ("to", (object)(long)OnnxGraph.Float));
        graph.Output("last_hidden_state", OnnxGraph.Float, "texts", "tokens");
        await File.WriteAllBytesAsync(Path.Combine(folder, "onnx", "model.onnx"), graph.Model(), Token);

        await AssertPassedOverAsync("some-embedding", "no output 'logits'");
    }

    [Fact]
    public async Task Find_ConfigThatCannotBe_IsPassedOverAndSaid()
    {
        new DecoderExport { Layers = 4 }.Write(Path.Combine(_folder.FullName, "odd"), ("max_position_embeddings", -5));

        await AssertPassedOverAsync("odd", "takes -5 tokens");
    }

    [Fact]
    public async Task Find_DecoderInTwoFiles_SaysWhatToGet()
    {
        new DecoderExport { File = "decoder_model" }.Write(Path.Combine(_folder.FullName, "two"));

        await AssertPassedOverAsync("two", "decoder_model_merged.onnx");
    }

    /// <summary>A file with a hole in it says its size without taking it.</summary>
    [Fact]
    public async Task Find_LargerThanTheMachinesMemory_IsPassedOverAndSaid()
    {
        var folder = new DecoderExport { Layers = 4 }.Write(Path.Combine(_folder.FullName, "enormous"));
        await using (var weights = File.Create(Path.Combine(folder, "onnx", "model.onnx_data")))
            weights.SetLength(MachineMemory.Bytes() + 1_000_000);

        await AssertPassedOverAsync("enormous", "does not fit into memory");
        await using var named = InferenceFixture.Services(_folder.FullName, _log, settings: [("LocalModel:Name", "enormous")]);
        Assert.False(named.GetRequiredService<ILocalLanguageModel>().IsAvailable);
        Assert.Contains(_log.Lines, line => line.StartsWith("The local language model enormous is off: it does not fit into memory", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AssertPassedOverAsync(string folder, string why)
    {
        await using var services = InferenceFixture.Services(_folder.FullName, _log);
        Assert.Equal("small", services.GetRequiredService<ILocalLanguageModel>().Name);
        var note = Assert.Single(services.GetRequiredService<IInferenceReport>().Notes);
        Assert.StartsWith(folder + ": ", note, StringComparison.Ordinal);
        Assert.Contains(why, note, StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Contains(why, StringComparison.Ordinal));
    }
}
