using System.Globalization;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>The command line of <see cref="Launcher"/>: exec [--memory BYTES] [--cpu SECONDS] [--file BYTES] [--input BYTES] -- PROGRAM ARGUMENT...</summary>
internal sealed record LaunchOptions
{
    public long MemoryBytes { get; init; } = 1536L * 1024 * 1024;
    public long CpuSeconds { get; init; } = 600;

    /// <summary>Largest file that may be written (in memory: nothing on disk may be).</summary>
    public long FileBytes { get; init; }

    /// <summary>Standard input is kept in memory up to this size, and its path put in place of the argument {input}; 0 leaves standard input alone.</summary>
    public long InputBytes { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <returns>Null when it makes no sense.</returns>
    public static LaunchOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LaunchOptions { Command = [] };
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (arguments[i] == "--")
                return i + 1 < arguments.Length ? options with { Command = arguments[(i + 1)..].ToArray() } : null;
            if (i + 1 == arguments.Length || !long.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            switch (arguments[i])
            {
                case "--memory": options = options with { MemoryBytes = value }; break;
                case "--cpu": options = options with { CpuSeconds = value }; break;
                case "--file": options = options with { FileBytes = value }; break;
                case "--input": options = options with { InputBytes = value }; break;
                default: return null;
            }
        }
        return null;
    }
}
