using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Language;

/// <summary>The same weights in each shape of export say the same.</summary>
public sealed class DecoderExportTests : IDisposable
{
    private const int Written = 48;
    private static readonly DecoderExport s_plain = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exports-");

    public static TheoryData<bool, bool, bool, bool, bool> Shapes
    {
        get
        {
            var shapes = new TheoryData<bool, bool, bool, bool, bool>();
            for (var bits = 0; bits < 32; bits++)
                shapes.Add((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0, (bits & 16) > 0);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Step_SameWeightsInAnyShape_WritesTheSame(bool grouped, bool half, bool positions, bool keep, bool branch)
    {
        var export = new DecoderExport { GroupQueryAttention = grouped, HalfCache = half, Positions = positions, LogitsToKeep = keep, CacheBranch = branch };
        var reference = Greedy(s_plain, lookup: false);
        Assert.True(reference.Distinct().Count() > 8, "the reference says next to nothing");
        Assert.Equal(reference, Greedy(export, lookup: false));
        Assert.Equal(reference, Greedy(export, lookup: true));
    }

    [Fact]
    public void Step_SizesOnlyInConfig_WritesTheSame() => Assert.Equal(Greedy(s_plain, lookup: false), Greedy(new DecoderExport { UnknownSizes = true }, lookup: false));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_ExportWithLogitsForEveryToken_IsAskedForTheLastOnesOnly(bool grouped)
    {
        using var model = Load(new() { GroupQueryAttention = grouped });
        Assert.Equal(LastRows.Input, model.Graph.LogitsToKeep);
    }

    [Fact]
    public void AppendsInPlace_IsFoundOutByTrying()
    {
        using var grouped = Load(new() { GroupQueryAttention = true });
        using var misled = Load(new() { GroupQueryAttention = true, Positions = false, PositionsFromCacheShape = true });
        using var plain = Load(new());
        Assert.Equal((true, false, false), (grouped.Trial.InPlace, misled.Trial.InPlace, plain.Trial.InPlace));
        Assert.Equal(Greedy(s_plain, lookup: false), Greedy(misled, lookup: false));
    }

    [Fact]
    public void Trial_ActivationsQuantisedTogether_IsFoundOut()
    {
        using var apart = Load(new() { GroupQueryAttention = true });
        using var together = Load(new() { GroupQueryAttention = true, QuantisesActivations = true });
        Assert.Equal((true, false), (apart.Trial.Apart, together.Trial.Apart));
        Assert.Equal(Greedy(together, lookup: false), Greedy(together, lookup: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Feed_FourBitsInAnyParts_SaysExactlyTheSame(bool grouped)
    {
        using var model = Load(new() { GroupQueryAttention = grouped, FourBits = true });
        TestContext.Current.SendDiagnosticMessage("read alone as with others: {0}", model.Trial.Alone);
        Assert.SkipUnless(model.Trial.Apart, "On this processor what is read at once matters.");
        using var options = new RunOptions();
        var prompt = model.Tokenizer.Encode("The boats in the harbour came home before the storm, all of them.");
        using var whole = new DecoderState(model, 16);
        var expected = whole.Feed(prompt, options).ToArray();
        var random = new Random(3);
        for (var i = 0; i < 20; i++)
        {
            using var state = new DecoderState(model, 16);
            for (var read = 0; read < prompt.Length;)
            {
                // A prompt begins with a whole part.
                var part = read == 0 ? 16 : Math.Min(random.Next(1, 9), prompt.Length - read);
                var logits = state.Feed(prompt.AsSpan(read, part), options).ToArray();
                read += part;
                if (read == prompt.Length && model.Trial.Pairs)
                    Assert.Equal(expected, logits);
                else if (read == prompt.Length)
                    Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
            }
        }
        Assert.Equal(Greedy(model, lookup: false), Greedy(model, lookup: true));
    }

    /// <summary>As large models come, and as exports with a branch are named; without a limit of logits the graph is edited while it is loaded, and still finds its weights.</summary>
    [Theory]
    [InlineData("model_q4", false)]
    [InlineData("model_fp16", true)]
    [InlineData("decoder_model_merged_quantized", false)]
    [InlineData("decoder_model_merged", true)]
    public void Step_WeightsInAFileOfTheirOwn_WritesTheSame(string file, bool keep)
    {
        var store = _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
        using var beside = new MemoryStream();
        var export = new DecoderExport { File = file, Beside = beside, LogitsToKeep = keep, CacheBranch = file.StartsWith("decoder", StringComparison.Ordinal) };
        export.Write(Path.Combine(store, "large"));
        Assert.InRange(beside.Length, 100_000, long.MaxValue);
        var files = DecoderFiles.FindAll(new ModelLocator(Options.Create(new ModelsOptions { Directory = store })), "large").Single();
        Assert.InRange(files.Bytes, beside.Length, 2 * beside.Length);
        using var model = new DecoderModel(new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance), files, new() { ContextTokens = 256 });
        Assert.Equal(Greedy(s_plain, lookup: false), Greedy(model, lookup: false));
        File.Delete(files.Onnx + "_data");
        Assert.Contains(file + ".onnx_data", Assert.Throws<ModelFileException>(() => new DecoderModel(new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance), files, new())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Copy_BeginningOfAnotherState_SaysTheSameAndLeavesItAlone(bool grouped)
    {
        using var model = Load(new() { GroupQueryAttention = grouped });
        using var options = new RunOptions();
        var (first, second) = (model.Tokenizer.Encode("A harbour in the morning, and boats."), model.Tokenizer.Encode("A harbour in the evening, and gulls above."));
        using DecoderState expected = new(model, 8), source = new(model, 8), copy = new(model, 8);
        var wanted = expected.Feed(second, options).ToArray();
        source.Feed(first, options);
        var shared = source.Shared(second);
        copy.Copy(source, shared);
        Assert.Equal("A harbour in the ".Length, shared);
        Assert.Equal(wanted, copy.Feed(second.AsSpan(shared), options).ToArray());
        source.KeepStart(second);
        Assert.Equal(wanted, source.Feed(second.AsSpan(shared), options).ToArray());
    }

    [Fact]
    public void Bytes_OfAStateThatGrows_AreThoseOfItsTokens()
    {
        using var model = Load(new() { GroupQueryAttention = true });
        using var options = new RunOptions();
        using var state = new DecoderState(model, 8);
        Assert.Equal(0, state.Bytes);
        state.Feed(model.Tokenizer.Encode(new string('a', 100)), options);
        Assert.Equal(100 * model.Graph.BytesPerToken, state.Bytes);
        Assert.Equal(2 * 2 * TinyDecoder.KeyHeads * TinyDecoder.Size * sizeof(float), model.Graph.BytesPerToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private DecoderModel Load(DecoderExport export, params (string Key, object? Value)[] changes)
    {
        var folder = export.Write(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N")), changes);
        var onnx = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        return new(onnx, new(folder, Path.Combine(folder, "onnx", "model.onnx")), new() { ContextTokens = 256 });
    }

    private List<int> Greedy(DecoderExport export, bool lookup)
    {
        using var model = Load(export);
        return Greedy(model, lookup);
    }

    private static List<int> Greedy(DecoderModel model, bool lookup)
    {
        using var state = new DecoderState(model, 16);
        using var options = new RunOptions();
        var generation = new Generation(model, state, model.Template.Render([("user", "Say something about boats, boats and boats.")]), Written, null, lookup);
        while (generation.Finished is null)
            generation.Step(options);
        return [.. generation.Written];
    }
}
