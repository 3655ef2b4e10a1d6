using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Programs;

/// <summary>Starts the server that run.sh published, else the one built beside these benchmarks, each time on an empty data folder.</summary>
internal static class BuiltServer
{
    public static Task<ServerProgram> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        ServerProgram.StartAsync(Binary(), null, settings, null, null, cancellationToken);

    /// <summary>The checkout that these benchmarks were built from.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Assistant.sln is not above the benchmarks.");
        return folder.FullName;
    }

    private static string Binary()
    {
        var published = Path.Combine(Root(), "artifacts", "publish", "Assistant.Server", "release_linux-x64", "Assistant.Server");
        var built = Path.Combine(Root(), "artifacts", "bin", "Assistant.Server", "release_linux-x64", "Assistant.Server");
        return File.Exists(published) && File.GetLastWriteTimeUtc(published) >= File.GetLastWriteTimeUtc(built) ? published : built;
    }
}
