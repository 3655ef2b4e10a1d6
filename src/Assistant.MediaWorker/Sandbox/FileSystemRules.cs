using System.Runtime.InteropServices;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>Landlock: programs and libraries may be read and executed, nothing else read, nothing written; no signals to others. Holds for the calling thread and all that it executes.</summary>
internal static unsafe class FileSystemRules
{
    private const nint CreateRuleset = 444, AddRule = 445, RestrictSelf = 446, AskVersion = 1, PathBeneath = 1;
    private const int PathOnly = 0x200000, CloseOnExec = 0x80000;
    private const ulong Execute = 1, ReadFile = 1 << 2, ReadDirectory = 1 << 3;

    private static readonly string[] Programs = ["/usr", "/lib", "/lib64", "/bin", "/nix/store", "/gnu/store"];

    /// <summary>What the C library, .NET, fontconfig and ffmpeg look at; nothing of a person's.</summary>
    private static readonly string[] Readable =
    [
        "/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/var/cache/fontconfig", "/dev/null", "/dev/zero", "/dev/urandom",
        "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/sys/vm", "/sys/fs/cgroup", "/sys/devices/system",
    ];

    /// <returns>Whether it holds.</returns>
    public static bool Apply(params IEnumerable<string> ownFolders)
    {
        var version = NativeMethods.syscall(CreateRuleset, 0, 0, AskVersion, 0);
        if (version < 1)
            return false;
        var handled = new Ruleset(HandledFiles(version), version >= 4 ? 3u : 0, version >= 6 ? 3u : 0);
        var ruleset = (int)NativeMethods.syscall(CreateRuleset, (nint)(&handled), version >= 6 ? 24 : version >= 4 ? 16 : 8, 0, 0);
        if (ruleset < 0)
            return false;
        foreach (var folder in Programs.Concat(ownFolders))
            Allow(ruleset, folder, Execute | ReadFile | ReadDirectory);
        foreach (var path in Readable)
            Allow(ruleset, path, ReadFile | ReadDirectory);
        var holds = NativeMethods.syscall(RestrictSelf, ruleset, 0, 0, 0) == 0;
        _ = NativeMethods.close(ruleset);
        return holds;
    }

    /// <summary>Every right that this version of Landlock knows is taken away unless a rule gives it back.</summary>
    private static ulong HandledFiles(nint version) => version switch { 1 => 0x1FFF, 2 => 0x3FFF, 3 or 4 => 0x7FFF, _ => 0xFFFF };

    private static void Allow(int ruleset, string path, ulong rights)
    {
        var file = NativeMethods.open(path, PathOnly | CloseOnExec);
        if (file < 0)
            return;
        var rule = new Rule(File.Exists(path) ? rights & ~ReadDirectory : rights, file);
        _ = NativeMethods.syscall(AddRule, ruleset, PathBeneath, (nint)(&rule), 0);
        _ = NativeMethods.close(file);
    }

    /// <summary>struct landlock_ruleset_attr.</summary>
    private readonly record struct Ruleset(ulong Files, ulong Network, ulong Scoped);

    /// <summary>struct landlock_path_beneath_attr.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Rule(ulong Rights, int Parent);
}
