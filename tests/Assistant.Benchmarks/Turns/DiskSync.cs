using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Assistant.Benchmarks.Turns;

/// <summary>What the disk costs in this run: the median of fdatasync after an append of 4 kB, milliseconds.</summary>
internal static partial class DiskSync
{
    public static double MedianMilliseconds(string folder)
    {
        var path = Path.Combine(folder, "fdatasync");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        var block = new byte[4_096];
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            file.Write(block);
            var started = Stopwatch.GetTimestamp();
            _ = Fdatasync(file.SafeFileHandle.DangerousGetHandle().ToInt32());
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        return Math.Round(times[times.Count / 2], 3);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int Fdatasync(int file);
}
