using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Pulling;
using Assistant.Inference.Models.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A hostile hub with one small model, the program's services pointed at it, and a folder of models of its own.</summary>
internal sealed class PullFixture : IAsyncDisposable
{
    public const string Id = "small-model";
    public const string Onnx = "onnx/model.onnx";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pull-");
    private readonly List<ServiceProvider> _services = [];

    /// <param name="digests">The catalogue knows sizes and digests of all files.</param>
    public PullFixture(bool digests = false)
    {
        Weights = Protobuf(300_000);
        Hub.Files["config.json"] = Encoding.UTF8.GetBytes("""{"model_type":"bert"}""");
        Hub.Files["tokenizer.json"] = Encoding.UTF8.GetBytes("""{"model":{"type":"WordPiece","vocab":{"a":0}}}""");
        Hub.Files[Onnx] = Weights;
        WriteCatalogue(digests);
    }

    public HostileHub Hub { get; } = new();
    public byte[] Weights { get; }
    public string Store => Path.Combine(_folder.FullName, "models");
    public string Installed => Path.Combine(Store, Id);
    public string Root => _folder.FullName;
    public List<PullProgress> Seen { get; } = [];

    /// <summary>Bytes that are whole by their own account as an .onnx file: a graph of one constant that holds so many of them.</summary>
    public static byte[] Protobuf(int length)
    {
        var payload = new byte[length];
        new Random(11).NextBytes(payload);
        return new ProtoWriter().Part(7, new ProtoWriter().Part(5, new ProtoWriter().Bytes(9, payload))).Written.ToArray();
    }

    public void WriteCatalogue(bool digests)
    {
        var files = Hub.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => digests
            ? new { path = file.Key, bytes = (long?)file.Value.Length, sha256 = (string?)Convert.ToHexStringLower(SHA256.HashData(file.Value)) }
            : new { path = file.Key, bytes = (long?)null, sha256 = (string?)null });
        var model = new
        {
            id = Id, family = "bert", licence = "MIT", repository = "someone/small", revision = "main", megabytes = 1, memoryMegabytes = 1, languages = new[] { "en" }, enables = "embeddings",
            files = files.Append(new { path = "chat_template.jinja", bytes = (long?)null, sha256 = (string?)null }).Select(file => new { file.path, file.bytes, file.sha256, optional = file.path.EndsWith(".jinja", StringComparison.Ordinal) }),
            adds = new Dictionary<string, object> { ["sentence.json"] = new { pooling = "cls" } },
        };
        File.WriteAllText(Path.Combine(Root, "catalogue.json"), JsonSerializer.Serialize(new { models = new[] { model } }));
    }

    public IServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var services = InferenceFixture.Services(settings:
        [
            ("Models:Directory", Store), ("Models:Hub", Hub.Address), ("Models:Catalogue", Path.Combine(Root, "catalogue.json")), ("Models:NodeModules", Path.Combine(Root, "none")),
            ("Models:RetryDelay", "00:00:00.001"), ("Models:StallTimeout", "00:00:00.500"), ("Models:Attempts", "3"), .. settings,
        ]);
        _services.Add(services);
        return services;
    }

    public async Task PullAsync(params (string Key, string Value)[] settings)
    {
        var services = Services(settings);
        await PullAsync(services.GetRequiredService<IModelPuller>(), services);
    }

    public Task PullAsync(IModelPuller puller, IServiceProvider services) =>
        puller.PullAsync(services.GetRequiredService<IModelStore>().Catalogue.Single(), null, new Recorder(this), TestContext.Current.CancellationToken);

    /// <summary>What the next start would find.</summary>
    public string? Found() => Services().GetRequiredService<ModelLocator>().FindModel(Id);

    public void AssertInstalled()
    {
        Assert.Equal(Installed, Found());
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(Installed, "onnx", "model.onnx")));
        Assert.Equal("""{"model_type":"bert"}""", File.ReadAllText(Path.Combine(Installed, "config.json")));
        Assert.Contains("cls", File.ReadAllText(Path.Combine(Installed, "sentence.json")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Installed, "*.part*", SearchOption.AllDirectories));
    }

    /// <summary>Nothing that a search for models would find.</summary>
    public void AssertNotInstalled()
    {
        Assert.Null(Found());
        Assert.Empty(Services().GetRequiredService<IModelStore>().Installed());
    }

    public async ValueTask DisposeAsync()
    {
        _services.ForEach(services => services.Dispose());
        await Hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Recorder(PullFixture fixture) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            lock (fixture.Seen)
                fixture.Seen.Add(value);
        }
    }
}
