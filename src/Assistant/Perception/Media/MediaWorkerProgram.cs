using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Assistant.Perception.Media;

/// <summary>Where the worker's program and those it runs are.</summary>
internal sealed class MediaWorkerProgram(IOptions<MediaWorkerOptions> options)
{
    private static readonly string SearchPath = System.Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/bin:/bin";

    public string Path { get; } = options.Value.Program is { Length: > 0 } configured
        ? System.IO.Path.GetFullPath(configured)
        : System.IO.Path.Combine(AppContext.BaseDirectory, "worker", "Assistant.MediaWorker");

    public bool IsInstalled => File.Exists(Path);

    /// <summary>All that the launched program needs to find its runtime and the programs it runs.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = SearchPath,
        ["DOTNET_ROOT"] = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <summary>Whether a program such as ffmpeg is installed.</summary>
    public static bool Finds(string program) => SearchPath.Split(':').Any(folder => File.Exists(System.IO.Path.Combine(folder, program)));
}
