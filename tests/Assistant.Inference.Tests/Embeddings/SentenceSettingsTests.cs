using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Embeddings;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Embeddings;

/// <summary>How an export is read that does not say all of itself.</summary>
public sealed class SentenceSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings-");

    [Theory]
    [InlineData("multilingual-e5-small", "", false, "query: ", "passage: ", "multilingual-e5-small")]
    [InlineData("Multilingual-E5-small", "", false, "query: ", "passage: ", "multilingual-e5-small")]
    [InlineData("bge-m3", "", true, "", "", "bge-m3")]
    [InlineData("bge-large-en-v1.5", "", true, "Represent this sentence for searching relevant passages: ", "", "BGE for English")]
    [InlineData("my-model", "intfloat/e5-base-v2", false, "query: ", "passage: ", "E5")]
    [InlineData("my-model", "intfloat/multilingual-e5-large-instruct", false, "", "", "nothing tells")]
    [InlineData("snowflake-arctic-embed-m-v1.5", "", true, "Represent this sentence for searching relevant passages: ", "", "Arctic Embed")]
    [InlineData("snowflake-arctic-embed-m-v2.0", "", true, "query: ", "", "Arctic Embed 2")]
    [InlineData("mxbai-embed-large-v1", "", true, "Represent this sentence for searching relevant passages: ", "", "mxbai")]
    [InlineData("gte-multilingual-base", "", true, "", "", "GTE")]
    [InlineData("gte-large-en-v1.5", "", true, "", "", "GTE")]
    [InlineData("gte-small", "", false, "", "", "nothing tells")]
    [InlineData("nomic-embed-text-v1.5", "", false, "search_query: ", "search_document: ", "Nomic")]
    [InlineData("my-model", "someone/other", false, "", "", "nothing tells")]
    public void Read_FolderWithoutSentenceJson_KnowsTheFamilyAndSaysSo(string folder, string origin, bool cls, string query, string passage, string source)
    {
        var settings = Read(folder, new { max_position_embeddings = 512, hidden_size = 384, _name_or_path = origin });

        Assert.Equal((cls, query, passage, 384), (settings.ClsPooling, settings.QueryPrefix, settings.PassagePrefix, settings.HiddenSize));
        Assert.Contains(source, settings.Assumed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_WhatSentenceTransformersKeeps_GoesBeforeTheFamily(bool cls)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bge-large-zh", "1_Pooling"));
        File.WriteAllText(Path.Combine(_folder.FullName, "bge-large-zh", "1_Pooling", "config.json"), JsonSerializer.Serialize(new { pooling_mode_cls_token = cls }));

        var settings = Read("bge-large-zh", new { max_position_embeddings = 512 });

        Assert.Equal(cls, settings.ClsPooling);
        Assert.StartsWith("为这个句子", settings.QueryPrefix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompts":{"query":"Q: "}}""", "Q: ", "")]
    [InlineData("""{"prompts":{"query":"Q: ","document":"D: "}}""", "Q: ", "D: ")]
    [InlineData("""{"prompts":{"query":"Q: ","passage":"P: "},"default_prompt_name":null}""", "Q: ", "P: ")]
    [InlineData("""{"prompts":{"all":"A: "},"default_prompt_name":"all"}""", "A: ", "A: ")]
    [InlineData("""{"prompts":{"query":"","document":""}}""", "", "")]
    [InlineData("""{"__version__":{}}""", "", "")]
    public void Read_Prompts_AreThePrefixes(string prompts, string query, string passage)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "m"));
        File.WriteAllText(Path.Combine(_folder.FullName, "m", "config_sentence_transformers.json"), prompts);

        var settings = Read("m", new { max_position_embeddings = 512 });

        Assert.Equal((query, passage), (settings.QueryPrefix, settings.PassagePrefix));
        Assert.Equal(query.Length > 0, settings.Assumed!.Contains("config_sentence_transformers.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"pooling_mode_cls_token":false,"pooling_mode_mean_sqrt_len_tokens":true}""", false, null)]
    [InlineData("""{"pooling_mode":"cls"}""", true, null)]
    [InlineData("""{"pooling_mode_lasttoken":true}""", false, "lasttoken")]
    [InlineData("""{"pooling_mode_cls_token":true,"pooling_mode_max_tokens":true}""", false, "cls_token and max_tokens")]
    [InlineData("""{"pooling_mode_mean_tokens":true,"pooling_mode_weightedmean_tokens":false}""", false, null)]
    public void Read_Pooling_IsTakenOrRefusedByName(string pooling, bool cls, string? refused)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "m", "1_Pooling"));
        File.WriteAllText(Path.Combine(_folder.FullName, "m", "1_Pooling", "config.json"), pooling);

        var settings = Read("m", new { max_position_embeddings = 512 });

        Assert.Equal((cls, refused is null), (settings.ClsPooling, settings.Unsupported is null));
        if (refused is not null)
            Assert.Contains(refused, settings.Unsupported!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, null, 256)]
    [InlineData(384, "{}", 384)]
    [InlineData(256, """{"max_tokens":500}""", 500)]
    [InlineData(8192, null, 512)]
    public void Read_LongestTextOfItsMakers_IsAWindow(int longest, string? own, int expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "m"));
        File.WriteAllText(Path.Combine(_folder.FullName, "m", "sentence_bert_config.json"), $$"""{"max_seq_length":{{longest}},"do_lower_case":false}""");
        if (own is not null)
            File.WriteAllText(Path.Combine(_folder.FullName, "m", "sentence.json"), own);

        Assert.Equal(expected, Read("m", new { max_position_embeddings = 8192 }).MaxTokens);
    }

    /// <summary>As many as there are positions, which are two fewer than the table of XLM-R's family has rows.</summary>
    [Theory]
    [InlineData("xlm-roberta", 8194, 8192, 8192, false)]
    [InlineData("xlm-roberta", 8194, 9000, 8192, true)]
    [InlineData("xlm-roberta", 8194, null, 512, false)]
    [InlineData("xlm-roberta", 514, null, 512, false)]
    [InlineData("bert", 512, 4000, 512, true)]
    [InlineData("bert", 256, null, 256, false)]
    public void Read_LongestText_IsWhatIsAskedForAndTheModelHas(string type, int positions, int? asked, int expected, bool said)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "m"));
        File.WriteAllText(Path.Combine(_folder.FullName, "m", "sentence.json"), asked is null ? "{}" : $$"""{"max_tokens":{{asked}}}""");

        var settings = Read("m", new { model_type = type, max_position_embeddings = positions });

        Assert.Equal((expected, said), (settings.MaxTokens, settings.Assumed is not null));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "numbers a token that config.json says")]
    public async Task EncodeAsync_DimensionsThatOnlyConfigTells_AreTakenOrFoundOut(int hidden, string? problem)
    {
        using var folder = new TinySentences(8_200, symbolic: true, hidden: hidden);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var encoder = services.GetRequiredService<ISentenceEncoder>();
        // One window of more than 4,096 tokens.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, TinySentences.Name, "sentence.json"), """{"max_tokens":8000}""", TestContext.Current.CancellationToken);
        var encoding = encoder.EncodeAsync([string.Concat(Enumerable.Repeat("a", 900)) + string.Concat(Enumerable.Repeat(" a", 5_000))], false, "en", TestContext.Current.CancellationToken);

        if (problem is null)
            Assert.Single(Assert.Single(await encoding));
        else
            Assert.Contains(problem, (await Assert.ThrowsAnyAsync<InvalidOperationException>(() => encoding)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EncodeAsync_ModelThatDoesNotSayHowItPools_IsNotedForTheOperator()
    {
        using var folder = new TinySentences(64);
        using var log = new CollectedLog();
        await using var services = InferenceFixture.Services(folder.Path, log, settings: [("Embeddings:English", TinySentences.Name)]);
        for (var i = 0; i < 2; i++)
            await services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a"], false, "en", TestContext.Current.CancellationToken);

        Assert.StartsWith($"{TinySentences.Name}: its folder has no sentence.json", Assert.Single(services.GetRequiredService<IInferenceReport>().Notes), StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("has no sentence.json", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SentenceSettings Read(string name, object config)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(config));
        return SentenceSettings.Read(folder, new ModelCatalogue(Options.Create(new ModelsOptions())));
    }
}
