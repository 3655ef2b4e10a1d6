using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Inference.Tests;

/// <summary>The registered models, as the server has them, and the reference data of ASSISTANT_DATA_SETS.</summary>
internal static class InferenceFixture
{
    /// <param name="models">Models:Directory in place of the installed one.</param>
    public static ServiceProvider Services(string? models = null, ILoggerProvider? log = null, TimeProvider? clock = null, (string Key, string Value)[]? settings = null)
    {
        var values = new Dictionary<string, string?> { ["Models:Directory"] = models };
        foreach (var (key, value) in settings ?? [])
            values[key] = value;
        return new ServiceCollection()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddLogging(logging =>
            {
                if (log is not null)
                    logging.AddProvider(log);
            })
            .AddAssistantInference(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
    }

    /// <summary>Path of a file of the data sets; skips the test when it is not there.</summary>
    public static string DataSet(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS");
        var path = Path.Combine([root ?? "", .. parts]);
        Assert.SkipUnless(root is not null && File.Exists(path), $"ASSISTANT_DATA_SETS has no {Path.Combine(parts)}.");
        return path;
    }

    public static JsonDocument Json(params string[] parts)
    {
        var path = DataSet(parts);
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return JsonDocument.Parse(text);
    }

    /// <summary>Folder of an installed model; skips the test when it is not there.</summary>
    public static string Model(string name)
    {
        var folder = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
        Assert.SkipUnless(folder is not null, $"The model {name} is not installed (ASSISTANT_MODELS).");
        return folder!;
    }
}
