using Assistant.Inference.Models.Memory;

namespace Assistant.Inference.Tests.Models.Memory;

public sealed class MachineMemoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("machine-");

    [Theory]
    // Version 2, in a container with a namespace of its own: the mount is its group.
    [InlineData("0::/", "sys/fs/cgroup/memory.max", "1073741824", 1_073_741_824)]
    // A unit of systemd, limited by the slice that it is in.
    [InlineData("0::/user.slice/app.service", "sys/fs/cgroup/user.slice/memory.max", "500000000", 500_000_000)]
    // Version 1, where the path is the machine's and not to be seen.
    [InlineData("9:memory:/docker/abc", "sys/fs/cgroup/memory/memory.limit_in_bytes", "700000000", 700_000_000)]
    [InlineData("4:cpu,memory:/docker/abc", "sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "600000000", 600_000_000)]
    // No limit, by either version.
    [InlineData("0::/", "sys/fs/cgroup/memory.max", "max", 8_000_000L * 1024)]
    [InlineData("9:memory:/", "sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712", 8_000_000L * 1024)]
    [InlineData("8:pids:/", "sys/fs/cgroup/memory/memory.limit_in_bytes", "1000", 8_000_000L * 1024)]
    public void Bytes_IsTheSmallestOfTheMachinesAndItsGroups(string group, string file, string limit, long expected)
    {
        Write("proc/meminfo", "MemTotal:        8000000 kB\nMemFree:         1000 kB\n");
        Write("proc/self/cgroup", "1:name=systemd:/\n" + group + "\n");
        Write(file, limit + "\n");

        Assert.Equal(expected, MachineMemory.Bytes(_root.FullName));
    }

    [Fact]
    public void Bytes_OfThisMachine_IsNoLessThanWhatTheCollectorMayTake() => Assert.True(MachineMemory.Bytes() >= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 0.99);

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var place = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, text);
    }
}
