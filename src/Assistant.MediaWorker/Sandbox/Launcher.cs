using System.Runtime.InteropServices;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>
/// Becomes another program inside the sandbox: limits, privileges, then Landlock and seccomp on this thread, then execve, which leaves this thread only.
/// So the program never runs outside it, with all of its threads and children: the worker itself, ffmpeg, and whatever they start.
/// </summary>
internal static unsafe class Launcher
{
    private const int BrokenPipe = 13;

    /// <returns>Only when it did not work: 2 for a wrong command line, 126 when the program cannot be executed, 127 when it is not there, 125 when the input is too large.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (LaunchOptions.Parse(arguments) is not { } options)
            return 2;
        var program = options.Command[0] == "self" ? Environment.ProcessPath! : Find(options.Command[0]);
        if (program is null)
            return 127;
        var command = options.Command.ToArray();
        if (options.InputBytes > 0)
        {
            var input = new MemoryFile("input");
            if (!input.Fill(Console.OpenStandardInput(), options.InputBytes))
                return 125;
            command = [.. command.Select(argument => argument == "{input}" ? input.Path : argument)];
        }
        var achieved = Seal(options, Path.GetDirectoryName(program)!);
        using var argv = new StringVector([program, .. command[1..]]);
        using var environment = new StringVector(WorkerEnvironment.Of(options, achieved));
        _ = NativeMethods.signal(BrokenPipe, 0);
        _ = NativeMethods.execve(program, argv.Pointer, environment.Pointer);
        return 126;
    }

    private static List<string> Seal(LaunchOptions options, string programFolder)
    {
        var achieved = new List<string>();
        void Note(bool holds, string what)
        {
            if (holds)
                achieved.Add(what);
        }

        var privileges = Privileges.Drop();
        Note(ResourceLimits.Apply(options), "limits");
        Note(privileges, "no privileges");
        var files = FileSystemRules.Apply(AppContext.BaseDirectory, WorkerEnvironment.RuntimeRoot, programFolder);
        var calls = SyscallFilter.Apply();
        Note(calls, "no network");
        Note(calls || files, "no writing");
        Note(files, "reads only programs");
        return achieved;
    }

    private static string? Find(string program) =>
        program.Contains('/')
            ? File.Exists(program) ? program : null
            : WorkerEnvironment.SearchPath.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>A null-terminated array of C strings.</summary>
    private sealed class StringVector : IDisposable
    {
        public StringVector(IReadOnlyList<string> values)
        {
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)(values.Count + 1), (nuint)sizeof(byte*));
            foreach (var (i, value) in values.Index())
                Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(value);
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; Pointer[i] != null; i++)
                Marshal.FreeCoTaskMem((nint)Pointer[i]);
            NativeMemory.Free(Pointer);
        }
    }
}
