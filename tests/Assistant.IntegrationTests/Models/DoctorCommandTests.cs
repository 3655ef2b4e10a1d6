using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Models;

/// <summary>doctor, as it is shipped, on whatever models this machine has.</summary>
public sealed class DoctorCommandTests(ITestOutputHelper output)
{
    private static readonly string[] s_local = ["pictures", "labels", "objects", "speech", "speechInOtherLanguages", "embeddings", "languageModel"];

    /// <summary>Each local model that is on was tried: it has a speed and says what computes it, and nothing went wrong.</summary>
    [Fact]
    public async Task Doctor_TriesEachModelThatIsInstalled()
    {
        var report = await RunAsync("doctor", "--json");

        var on = report.GetProperty("features").EnumerateArray().Where(feature => feature.GetProperty("available").GetBoolean()).Select(feature => feature.GetProperty("name").GetString()!).Intersect(s_local).ToArray();
        Assert.SkipWhen(on.Length == 0, "No local model is installed (npm ci in web/, ASSISTANT_MODELS).");
        var probes = report.GetProperty("probes").EnumerateArray().ToDictionary(probe => probe.GetProperty("feature").GetString()!);
        foreach (var (feature, probe) in probes)
            output.WriteLine($"{feature}: {probe}");
        Assert.Equal(on.Order(StringComparer.Ordinal), probes.Keys.Order(StringComparer.Ordinal));
        Assert.All(probes.Values, probe =>
        {
            Assert.False(probe.TryGetProperty("problem", out var problem), problem.ToString());
            Assert.True(probe.GetProperty("speed").GetDouble() > 0);
            Assert.Equal("CPU", probe.GetProperty("provider").GetString());
            Assert.NotEmpty(probe.GetProperty("model").GetString()!);
        });
    }

    [Fact]
    public async Task Doctor_WithoutProbes_LoadsNoModel()
    {
        var report = await RunAsync("doctor", "--json", "--no-probe");

        Assert.Empty(report.GetProperty("probes").EnumerateArray());
        Assert.Contains(report.GetProperty("features").EnumerateArray(), feature => feature.GetProperty("name").GetString() == "documents");
    }

    [Fact]
    public async Task Doctor_WithCudaAskedForAndNotThere_SaysWhy()
    {
        using var small = new SmallModel("bge-small-en-v1.5");
        var report = await RunAsync(["doctor", "--json", "--Inference:Provider", "Cuda", .. small.Alone]);

        Assert.SkipWhen(report.GetProperty("probes").EnumerateArray().All(probe => !probe.TryGetProperty("provider", out _)), "No local model is installed.");
        Assert.Equal("Cuda", report.GetProperty("inference").GetProperty("wanted").GetString());
        Assert.Contains("-p:Accelerator=cuda", report.GetProperty("inference").GetProperty("whyNotCuda").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Models that cannot be loaded are said to be off, by name, without a crash.</summary>
    [Fact]
    public async Task Doctor_WithABrokenModel_NamesTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-broken-");
        try
        {
            var onnx = Directory.CreateDirectory(Path.Combine(folder.FullName, "bge-small-en-v1.5", "onnx"));
            await File.WriteAllTextAsync(Path.Combine(onnx.FullName, "model.onnx"), "broken", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(onnx.Parent!.FullName, "tokenizer.json"), "{}", TestContext.Current.CancellationToken);

            var untalkable = Directory.CreateDirectory(Path.Combine(folder.FullName, "a-base-model")).FullName;
            foreach (var (name, content) in new[] { ("config.json", """{"architectures":["LlamaForCausalLM"]}"""), ("tokenizer_config.json", "{}"), ("model.onnx", "x") })
                await File.WriteAllTextAsync(Path.Combine(untalkable, name), content, TestContext.Current.CancellationToken);

            var report = await RunAsync("doctor", "--json", "--Models:Directory", folder.FullName, "--Models:NodeModules", Path.Combine(folder.FullName, "none"));

            var probe = Assert.Single(report.GetProperty("probes").EnumerateArray(), probe => probe.GetProperty("feature").GetString() == "embeddings");
            Assert.Contains("tokenizer.json", probe.GetProperty("problem").GetString(), StringComparison.Ordinal);
            Assert.False(report.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("name").GetString() == "embeddings").GetProperty("available").GetBoolean());
            Assert.Contains(report.GetProperty("inference").GetProperty("notes").EnumerateArray(), note => note.GetString()!.StartsWith("a-base-model: it is passed over", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (_, text) = await AssistantCommand.RunAsync(arguments, null, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>One model alone, as trying each of them takes its time; all, where it is not installed.</summary>
    private sealed class SmallModel : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-one-model-");

        public SmallModel(string name)
        {
            if ((Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists) is not { } installed)
                return;
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, name), Path.GetFullPath(installed));
            Alone = ["--Models:Directory", _folder.FullName, "--Models:NodeModules", Path.Combine(_folder.FullName, "none")];
        }

        /// <summary>Arguments of a command.</summary>
        public string[] Alone { get; } = [];

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
