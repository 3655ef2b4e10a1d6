namespace Assistant.MediaWorker.Sandbox;

/// <summary>setrlimit: what the process and its children may use.</summary>
internal static class ResourceLimits
{
    private const int Cpu = 0, FileSize = 1, Data = 2, Core = 4, Files = 7, AddressSpace = 9;

    /// <summary>.NET reserves far more address space than it uses; shared memory, which the limit of data does not count, is caught here.</summary>
    private const int ReservedPerUsed = 4;
    private const ulong ReservedByRuntime = 2UL * 1024 * 1024 * 1024;

    /// <summary>.NET holds each assembly that it has loaded open twice: a worker that has read every kind of file has two hundred.</summary>
    private const ulong OpenFiles = 512;

    /// <returns>Whether every limit holds.</returns>
    public static bool Apply(LaunchOptions options)
    {
        Privileges.OfferToOutOfMemoryKiller();
        return Set(Core, 0)
            & Set(Files, OpenFiles)
            & Set(FileSize, (ulong)options.FileBytes)
            & Set(Cpu, (ulong)options.CpuSeconds)
            & Set(Data, (ulong)options.MemoryBytes)
            & Set(AddressSpace, ReservedByRuntime + (ulong)options.MemoryBytes * ReservedPerUsed);
    }

    private static bool Set(int resource, ulong limit) => NativeMethods.setrlimit(resource, new ResourceLimit(limit, limit)) == 0;
}
