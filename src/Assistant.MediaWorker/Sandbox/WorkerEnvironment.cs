using System.Runtime.InteropServices;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>The whole environment of a sandboxed program: nothing of the server's, whose variables may hold keys.</summary>
internal static class WorkerEnvironment
{
    /// <summary>What the sandbox came to, for the program inside to report.</summary>
    public const string Achieved = "ASSISTANT_SANDBOX";

    public static string SearchPath { get; } = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/bin:/bin";

    /// <summary>The folder of the dotnet program that runs this one.</summary>
    public static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    public static string[] Of(LaunchOptions options, IReadOnlyList<string> achieved) =>
    [
        $"PATH={SearchPath}",
        "LANG=C.UTF-8",
        "HOME=/nonexistent",
        "TMPDIR=/nonexistent",
        "MALLOC_ARENA_MAX=2",
        $"{Achieved}={string.Join(", ", achieved)}",
        $"DOTNET_ROOT={RuntimeRoot}",
        // Files, pipes and memory mapped twice, none of which the sandbox allows.
        "DOTNET_EnableDiagnostics=0",
        "DOTNET_EnableWriteXorExecute=0",
        "DOTNET_LTTng=0",
        "DOTNET_TieredPGO=0",
        "DOTNET_gcConcurrent=0",
        $"DOTNET_GCHeapHardLimit=0x{options.MemoryBytes / 3 * 2:x}",
        $"DOTNET_GCRegionRange=0x{options.MemoryBytes * 2:x}",
        // vips: decoded pictures stay in memory instead of a temporary file; one thread a worker.
        "VIPS_DISC_THRESHOLD=4g",
        "VIPS_CONCURRENCY=1",
    ];
}
