namespace Assistant.MediaWorker.Sandbox;

/// <summary>Numbers of x86-64 system calls that no reader of files needs.</summary>
internal static class Syscalls
{
    public const uint Open = 2, Clone = 56, Kill = 62, Tkill = 200, Tgkill = 234, OpenAt = 257, Prlimit = 302, Clone3 = 435, OpenAt2 = 437;

    /// <summary>socket, connect, accept, bind, listen, accept4; without socket, nothing speaks to another process or host.</summary>
    public static readonly uint[] Network = [41, 42, 43, 49, 50, 288];

    /// <summary>Making, renaming, linking, deleting, truncating files and changing their owner, mode, time and attributes.</summary>
    public static readonly uint[] Writing =
    [
        76, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 132, 133, 188, 189, 190, 197, 198, 199, 235,
        258, 259, 260, 261, 263, 264, 265, 266, 268, 280, 316, 452, 463, 466,
    ];

    /// <summary>Other processes, namespaces, mounts, kernel modules, keys, BPF, io_uring (which would go round this filter), shared memory and clocks.</summary>
    public static readonly uint[] System =
    [
        29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 101, 103, 155, 161, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 175, 176, 179, 227,
        240, 246, 248, 249, 250, 272, 298, 300, 303, 304, 308, 310, 311, 312, 313, 320, 321, 323, 424, 425, 426, 427, 428, 429, 430, 431, 432, 433,
        434, 438, 440, 442,
    ];
}
