using System.Diagnostics;
using System.Globalization;

namespace Assistant.IntegrationTests.Media;

/// <summary>Processes that run for another one, by what the kernel lists for each of its threads.</summary>
internal static class WorkerProcesses
{
    /// <summary>Workers that serve.</summary>
    public static IReadOnlyList<Process> Of(int parent, string program = "Assistant.MediaWorker") => [.. Children(parent, program, "serve").Select(Process.GetProcessById)];

    /// <param name="program">Its file's name, or its path.</param>
    /// <param name="argument">Its first argument; null for any.</param>
    public static IEnumerable<int> Children(int parent, string program, string? argument = null) =>
        Read(() => Directory.GetDirectories($"/proc/{parent}/task"), []).SelectMany(thread => Read(() => File.ReadAllText(Path.Combine(thread, "children")), "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(id => Is(id, program, argument)).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    public static void Signal(this Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static bool Is(string id, string program, string? argument)
    {
        var command = Read(() => File.ReadAllText($"/proc/{id}/cmdline"), "").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return command.Length > 0 && (program == command[0] || program == Path.GetFileName(command[0])) && (argument is null || command[1..] is [var first, ..] && first == argument);
    }

    /// <summary>Nothing of a thread or process that has just ended.</summary>
    private static T Read<T>(Func<T> read, T nothing)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return nothing;
        }
    }
}
