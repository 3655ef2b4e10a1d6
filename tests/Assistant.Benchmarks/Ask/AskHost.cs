using Assistant.Agent;
using Assistant.Server.Commands;

namespace Assistant.Benchmarks.Ask;

/// <summary>The whole assistant in this process, without a language model: a message goes in by the inbox, its answer comes from the log. ASK_VECTORS=0 leaves the sentence vectors out.</summary>
internal sealed class AskHost : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ask-benchmark-");
    private ConsoleAssistant? _assistant;
    private AskCache? _cache;
    private CachedAsk? _cached;

    /// <summary>Null unless ASK_CACHE names a folder.</summary>
    public AskCache? Cache => _cache;

    public CachedAsk? Cached => _cached;

    public static bool WithVectors => Environment.GetEnvironmentVariable("ASK_VECTORS") != "0";

    public static string? DataSet(string name)
    {
        var sets = Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS");
        if (sets is not null && Directory.Exists(Path.Combine(sets, name)))
            return Path.Combine(sets, name);
        Console.Error.WriteLine($"Set ASSISTANT_DATA_SETS to the folder that holds {name}/.");
        return null;
    }

    /// <param name="mayCache">False where one file name stands for many contents.</param>
    public static async Task<AskHost> StartAsync(bool mayCache = true)
    {
        var host = new AskHost();
        List<string> settings = ["--Data:Directory", host._data.FullName];
        if (!WithVectors)
            settings.AddRange(["--Embeddings:English", "none", "--Embeddings:Chinese", "none"]);
        host._assistant = await ConsoleAssistant.StartAsync(settings, default);
        if (mayCache && Environment.GetEnvironmentVariable("ASK_CACHE") is { Length: > 0 } folder)
        {
            host._cache = new(host._assistant, folder);
            host._cached = new(host._cache, host._assistant.Services);
        }
        return host;
    }

    public async Task<Answer> AskAsync(string question, string file) => _cache is not null && _cached is not null ? await _cached.AskAsync(question, await _cache.ReadAsync(file)) : await _assistant!.AskAsync(null, question, [file], null, default, default);

    public async ValueTask DisposeAsync()
    {
        _cache?.Dispose();
        if (_assistant is not null)
            await _assistant.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
