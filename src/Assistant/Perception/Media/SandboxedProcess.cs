using System.Diagnostics;
using System.Globalization;

namespace Assistant.Perception.Media;

/// <summary>A program that runs inside the worker's sandbox. Disposing it ends it, with its children, and leaves nothing behind.</summary>
internal sealed class SandboxedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _disposed;

    private SandboxedProcess(Process process) => _process = process;

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;
    public Stream Input => _process.StandardInput.BaseStream;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Error => _process.StandardError.BaseStream;

    /// <param name="command">"self" is the worker itself; the argument {input} becomes the path of what is sent to standard input.</param>
    public static SandboxedProcess Start(MediaWorkerProgram program, SandboxLimits limits, params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(program.Path, ["exec", .. limits.Arguments(), "--", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // Nothing of the server's: its variables may hold keys.
        start.Environment.Clear();
        foreach (var (name, value) in MediaWorkerProgram.Environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Ends it at once; a reader of its output comes to the end.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It had ended by itself.
        }
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <param name="CpuSeconds">Of processor time, all threads together.</param>
/// <param name="FileBytes">Largest file, in memory only.</param>
/// <param name="InputBytes">Standard input is taken as a file of at most this size; 0 when it is a pipe.</param>
internal sealed record SandboxLimits(long MemoryBytes, long CpuSeconds, long FileBytes = 0, long InputBytes = 0)
{
    public string[] Arguments() => ["--memory", Text(MemoryBytes), "--cpu", Text(CpuSeconds), "--file", Text(FileBytes), "--input", Text(InputBytes)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
