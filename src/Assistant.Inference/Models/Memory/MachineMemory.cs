using System.Globalization;

namespace Assistant.Inference.Models.Memory;

/// <summary>
/// Memory that this process may have: the machine's, or what its control groups (of containers, units of systemd) leave of it. .NET's own figure is three quarters of a container's
/// limit, as it counts what its heap may take.
/// </summary>
internal static class MachineMemory
{
    /// <summary>Why a model cannot be loaded here whatever else runs, null when it can.</summary>
    /// <param name="bytes">Of its files.</param>
    public static string? WhyNot(long bytes) => bytes > Bytes() ? $"it does not fit into memory: its files have {bytes / 1_000_000:N0} MB, and this machine (or its container) has {Bytes() / 1_000_000:N0}" : null;

    /// <param name="root">Where /proc and /sys lie; for tests.</param>
    /// <returns>Bytes.</returns>
    public static long Bytes(string root = "/") =>
        Limits(root).Append(OfMachine(root) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes).Min();

    private static long? OfMachine(string root) => Lines(Path.Combine(root, "proc/meminfo")).FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal)) is { } line
        && long.TryParse(line["MemTotal:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;

    /// <summary>Of its own group and of those that this one is within, by either version of control groups.</summary>
    private static IEnumerable<long> Limits(string root)
    {
        foreach (var parts in Lines(Path.Combine(root, "proc/self/cgroup")).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            var (mount, file) = parts[1].Length == 0 ? ("sys/fs/cgroup", "memory.max") : ("sys/fs/cgroup/memory", "memory.limit_in_bytes");
            if (parts[1].Length > 0 && !parts[1].Split(',').Contains("memory"))
                continue;
            // Within a container the group's path may be the machine's, which is not to be seen there: then the mount itself is the group.
            for (var group = parts[2].Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
            {
                if (Lines(Path.Combine(root, mount, group, file)) is [var limit, ..] && long.TryParse(limit, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
                    yield return bytes;
                if (group.Length == 0)
                    break;
            }
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
