using System.Diagnostics;
using System.Globalization;

namespace Assistant.IntegrationTests.Media;

/// <summary>Processes that run for another one, by /proc.</summary>
internal static class WorkerProcesses
{
    /// <summary>Workers that serve.</summary>
    public static IReadOnlyList<Process> Of(int parent) => [.. Children(parent, "Assistant.MediaWorker", "serve").Select(Process.GetProcessById)];

    /// <param name="program">Its file's name.</param>
    /// <param name="argument">Its first argument; null for any.</param>
    public static IEnumerable<int> Children(int parent, string program, string? argument = null) =>
        Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => int.TryParse(name, out _))
            .Where(id => Is(id, parent, program, argument)).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    public static void Signal(this Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static bool Is(string id, int parent, string program, string? argument)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var command = File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var parentId = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
            return parentId == parent.ToString(CultureInfo.InvariantCulture)
                && command.Length > 0 && Path.GetFileName(command[0]) == program
                && (argument is null || command[1..] is [var first, ..] && first == argument);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
