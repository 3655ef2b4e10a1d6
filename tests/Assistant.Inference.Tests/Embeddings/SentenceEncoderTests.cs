using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Embeddings;
using Assistant.Inference.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Embeddings;

public sealed class SentenceEncoderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bge-small-en-v1.5", "en")]
    [InlineData("bge-small-zh-v1.5", "zh")]
    public async Task EncodeAsync_ReferenceTexts_GivesTheReferenceVectors(string model, string language)
    {
        await using var services = InferenceFixture.Services(settings: [("Embeddings:LowerCase", "false")]);
        var encoder = Installed(services, language);
        using var parity = InferenceFixture.Json("parity", "embeddings.json.gz");
        var reference = parity.RootElement.GetProperty("models").GetProperty(model);
        var texts = reference.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!).ToArray();
        foreach (var mode in new[] { "query", "passage" })
        {
            var expected = reference.GetProperty(mode);
            var size = expected.GetProperty("dimensions").GetInt32();
            var numbers = MemoryMarshal.Cast<byte, float>(expected.GetProperty("vectors").GetBytesFromBase64()).ToArray();
            var tokens = expected.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()).ToArray();
            var vectors = await encoder.EncodeAsync(texts, mode == "query", language, Token);
            var compared = 0;
            for (var i = 0; i < texts.Length; i++)
            {
                // The reference leaves the rest of a longer text out; ours counts it in.
                if (tokens[i] == 512)
                    continue;
                compared++;

                Assert.InRange(TensorPrimitives.CosineSimilarity(vectors[i], numbers.AsSpan(i * size, size)), LeastCosine, 1.001f);
            }
            Assert.InRange(compared, 50, texts.Length);
        }
    }

    [Fact]
    public async Task EncodeAsync_AnyCompany_GivesTheSameVector()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "en");
        string[] texts = ["A short one.", string.Join(' ', Enumerable.Repeat("A longer text about the harbour and its boats.", 30)), "x", "The invoice is due on Friday."];
        var together = await encoder.EncodeAsync(texts, false, "en", Token);
        for (var i = 0; i < texts.Length; i++)
            Assert.Equal((await encoder.EncodeAsync([texts[i]], false, "en", Token))[0], together[i]);
        Assert.All(together, v => Assert.Equal(1, TensorPrimitives.Norm<float>(v), 1e-4));
    }

    [Fact]
    public async Task EncodeAsync_TextLongerThanTheModel_CountsAllOfIt()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "en");
        var boats = string.Join(' ', Enumerable.Repeat("The boats in the harbour came home with fish before the storm.", 60));
        var taxes = string.Join(' ', Enumerable.Repeat("Value added tax is charged on every invoice of the company.", 120));
        var vectors = await encoder.EncodeAsync([boats, boats + " " + taxes, taxes], false, "en", Token);
        Assert.True(Dot(vectors[1], vectors[2]) > Dot(vectors[0], vectors[2]) + 0.1f);
        Assert.True(Dot(vectors[1], vectors[0]) > Dot(vectors[0], vectors[2]) + 0.05f);
    }

    /// <summary>As the reference: the model reads what stands around a text, though there is none.</summary>
    [Fact]
    public async Task EncodeAsync_NothingToSay_GivesTheVectorOfTheFrame()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "zh");
        Assert.Empty(await encoder.EncodeAsync([], true, "zh", Token));
        var vectors = await encoder.EncodeAsync(["", " \n", "\u200b\ufeff", "租金"], true, "zh", Token);
        Assert.All(vectors, v => Assert.Equal(1, TensorPrimitives.Norm<float>(v), 1e-4));
        Assert.All(vectors.Take(3), v => Assert.Equal(vectors[0], v));
        Assert.Equal(512, vectors[3].Length);
        Assert.NotEqual(vectors[0], vectors[3]);
        Assert.NotEqual(vectors[0], (await encoder.EncodeAsync([""], false, "zh", Token))[0]);
    }

    [Fact]
    public async Task EncodeAsync_NothingAroundATextThatIsEmpty_GivesZeros()
    {
        using var folder = new TinySentences(64);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        Assert.Equal([[0f], [1f]], await services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["", "a"], false, "en", Token));
    }

    /// <summary>The vector of a text that the model gives itself is taken, unless sentence.json says what to make of those of its tokens.</summary>
    [Theory]
    [InlineData(true, false, null, new[] { 0.6f, 0.8f })]
    [InlineData(false, false, null, new[] { 0.6f, 0.8f })]
    [InlineData(true, true, null, new[] { 0.6f, 0.8f })]
    [InlineData(true, false, """{"pooling":"mean"}""", new[] { 1f })]
    [InlineData(true, false, """{"query_prefix":"a"}""", new[] { 0.6f, 0.8f })]
    [InlineData(false, false, """{"pooling":"mean"}""", new[] { 0.6f, 0.8f })]
    public async Task EncodeAsync_ModelThatPoolsItself_GivesItsVector(bool tokens, bool symbolic, string? settings, float[] expected)
    {
        using var folder = new TinySentences(64, symbolic: symbolic, pooled: true, tokens: tokens);
        if (settings is not null)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, TinySentences.Name, "sentence.json"), settings, Token);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var vectors = await services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a", "aaa"], false, "en", Token);
        Assert.All(vectors, vector => Assert.Equal(expected, vector));
    }

    /// <summary>A layer behind the model is only in an export that pools itself.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EncodeAsync_ModelWithALayerOfItsOwn_NeedsItInside(bool pooled)
    {
        using var folder = new TinySentences(64, pooled: pooled);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, TinySentences.Name, "modules.json"), """[{"idx":0,"type":"sentence_transformers.models.Transformer","path":""},{"idx":2,"type":"sentence_transformers.models.Dense","path":"2_Dense"}]""", Token);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var encoding = services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a"], false, "en", Token);
        if (pooled)
            Assert.Equal(2, Assert.Single(await encoding).Length);
        else
            Assert.Contains("Dense", (await Assert.ThrowsAnyAsync<InvalidOperationException>(() => encoding)).Message, StringComparison.Ordinal);
    }

    /// <summary>With a vocabulary whose words begin with their space.</summary>
    [Fact]
    public async Task Tokens_PrefixAndText_AreThoseOfBothTogether()
    {
        using var folder = new TinySentences(64);
        var model = Path.Combine(folder.Path, TinySentences.Name);
        var json = JsonSerializer.Serialize(new
        {
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = true },
            model = new { type = "BPE", vocab = new Dictionary<string, int> { ["q"] = 0, [":"] = 1, ["\u0120"] = 2, ["a"] = 3, ["\u0120a"] = 4, ["t"] = 5, ["e"] = 6, ["x"] = 7 }, merges = new[] { "\u0120 a" } },
        });
        await File.WriteAllTextAsync(Path.Combine(model, "tokenizer.json"), json, Token);
        await File.WriteAllTextAsync(Path.Combine(model, "sentence.json"), """{"query_prefix":"q: ","max_tokens":12}""", Token);
        await using var services = InferenceFixture.Services(folder.Path);
        using var sentences = new SentenceModel(services.GetRequiredService<OnnxEnvironment>(), model, lowerCase: true);

        Assert.Equal([0, 1, 4, 3], sentences.Tokens("aa", query: true).Ids);
        Assert.Equal([3, 3], sentences.Tokens("aa", query: false).Ids);
        var windows = new SentenceWindows(sentences, overlap: 0, query: true).Of([new string('a', 12), "a", ""]).ToList();
        Assert.Equal([(0, 10), (0, 2), (1, 1), (2, 1)], windows.Select(window => (window.Text, window.Tokens)));
        Assert.Equal([[0, 1, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3], [0, 1, 3, 3], [0, 1, 4], [0, 1, 2]], windows.Select(window => window.Ids));
    }

    [Fact]
    public async Task EncodeAsync_ChineseWithCapitals_KnowsTheName()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "zh");
        var vectors = await encoder.EncodeAsync(["IBM和SIEMENS签订了合同", "ibm和siemens签订了合同", "BOSCH和SONY签订了合同"], false, "zh", Token);
        Assert.Equal(vectors[0], vectors[1]);
        Assert.NotEqual(vectors[0], vectors[2]);
    }

    [Fact]
    public async Task EncodeAsync_Cancelled_Stops()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "en");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var encoding = encoder.EncodeAsync([.. Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("words", 5000)), 200)], false, "en", cancel.Token);
        await Task.Delay(300, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => encoding.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Single(await encoder.EncodeAsync(["still there"], false, "en", Token));
    }

    [Theory]
    [InlineData(66)]
    [InlineData(40)]
    [InlineData(12)]
    public async Task EncodeAsync_WindowsShorterThanTheirOverlap_ComeToAnEnd(int longest)
    {
        using var folder = new TinySentences(longest);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name), ("Embeddings:OverlapTokens", "128")]);
        var vectors = await services.GetRequiredService<ISentenceEncoder>().EncodeAsync([string.Concat(Enumerable.Repeat("a", 500))], false, "en", Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vectors[0]), 1e-4);
    }

    [Fact]
    public async Task Dispose_WhileTextsAreEncoded_LetsThemBeDone()
    {
        using var folder = new TinySentences(64);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var encoder = services.GetRequiredService<ISentenceEncoder>();
        await encoder.EncodeAsync(["a"], false, "en", Token);
        var encoding = encoder.EncodeAsync([.. Enumerable.Repeat("a a a a", 20_000)], false, "en", Token);
        await Task.Delay(20, Token);
        Assert.False(encoding.IsCompleted);

        ((IDisposable)encoder).Dispose();

        Assert.Equal(20_000, (await encoding).Count);
    }

    [Fact]
    public async Task EncodeAsync_ModelThatGivesNoNumbers_IsRefusedByName()
    {
        using var folder = new TinySentences(64, numbers: false);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a"], false, "en", Token));
        Assert.Contains("not numbers", failure.Message, StringComparison.Ordinal);
        Assert.Contains("model.onnx", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EncodeAsync_PreferredPrecisionCutShort_IsDoneByAnotherOne()
    {
        using var folder = new TinySentences(64);
        var whole = await File.ReadAllBytesAsync(Path.Combine(folder.Path, TinySentences.Name, "model.onnx"), Token);
        var cut = Path.Combine(folder.Path, TinySentences.Name, "model_quantized.onnx");
        await File.WriteAllBytesAsync(cut, whole[..^20], Token);
        await using var services = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        Assert.Single(Assert.Single(await services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a"], false, "en", Token)), 1f);

        // Alone it says what is wrong with it.
        File.Delete(Path.Combine(folder.Path, TinySentences.Name, "model.onnx"));
        await using var others = InferenceFixture.Services(folder.Path, settings: [("Embeddings:English", TinySentences.Name)]);
        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => others.GetRequiredService<ISentenceEncoder>().EncodeAsync(["a"], false, "en", Token));
        Assert.Contains("model_quantized.onnx", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cut short", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ByTheStandardInterface_GivesTheVectorsOfTheModelNamed()
    {
        await using var services = InferenceFixture.Services();
        var encoder = Installed(services, "en");
        var generator = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        string[] texts = ["The invoice is due on Friday.", "Who keeps the key?"];
        var found = await generator.GenerateAsync(texts, cancellationToken: Token);
        Assert.Equal(await encoder.EncodeAsync(texts, false, "en", Token), found.Select(each => each.Vector.ToArray()));
        Assert.All(found, each => Assert.Equal("bge-small-en-v1.5", each.ModelId));
        var asked = await generator.GenerateAsync(texts, new() { ModelId = "BGE-small-en-v1.5", AdditionalProperties = new() { ["input_type"] = "query" } }, Token);
        Assert.Equal(await encoder.EncodeAsync(texts, true, "en", Token), asked.Select(each => each.Vector.ToArray()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => generator.GenerateAsync(texts, new() { ModelId = "other" }, Token));
    }

    [Fact]
    public async Task EncodeAsync_TruncatedModel_TurnsTheFeatureOffAndNamesTheFile()
    {
        var installed = InferenceFixture.Model("bge-small-en-v1.5");
        var folder = Directory.CreateTempSubdirectory("models");
        try
        {
            var broken = folder.CreateSubdirectory("bge-small-en-v1.5");
            File.Copy(Path.Combine(installed, "tokenizer.json"), Path.Combine(broken.FullName, "tokenizer.json"));
            await File.WriteAllBytesAsync(Path.Combine(broken.FullName, "model.onnx"), new byte[4321], Token);
            var log = new CollectedLog();
            await using var services = InferenceFixture.Services(folder.FullName, log);
            var encoder = services.GetRequiredService<ISentenceEncoder>();
            Assert.True(encoder.IsAvailable("en"));
            Assert.False(encoder.IsAvailable("zh"));
            var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => encoder.EncodeAsync(["text"], false, "en", Token));
            Assert.Contains("model.onnx (4,321 bytes)", failure.Message, StringComparison.Ordinal);
            Assert.False(encoder.IsAvailable("en"));
            Assert.Contains(log.Lines, line => line.StartsWith("Sentence vectors are off", StringComparison.Ordinal));
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => encoder.EncodeAsync(["text"], false, "zh", Token));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The reference's bounds: with the kernels of its processor (512-bit vectors) or others, whose rounding the quantisation between the layers makes larger.</summary>
    private static float LeastCosine => System.Runtime.Intrinsics.X86.Avx512F.IsSupported ? 0.999f : 0.99f;

    private static float Dot(float[] a, float[] b) => TensorPrimitives.Dot<float>(a, b);

    private static ISentenceEncoder Installed(IServiceProvider services, string language)
    {
        var encoder = services.GetRequiredService<ISentenceEncoder>();
        Assert.SkipUnless(encoder.IsAvailable(language), $"No sentence model for '{language}' is installed: set ASSISTANT_MODELS to a folder with bge-small-en-v1.5 and bge-small-zh-v1.5.");
        return encoder;
    }
}
