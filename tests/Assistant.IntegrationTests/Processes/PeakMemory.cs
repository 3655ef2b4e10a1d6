using System.Collections.Concurrent;
using System.Globalization;
using Assistant.IntegrationTests.Media;

namespace Assistant.IntegrationTests.Processes;

/// <summary>The most memory that a server and the programs it started have held at once (the kernel's own mark, "VmHWM"), looked at while they run.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, long> _peaks = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    private PeakMemory(int server, string[] programs) => _watching = Task.Run(() => WatchAsync(server, programs));

    /// <param name="programs">File names of programs that the server starts.</param>
    public static PeakMemory Of(ServerProgram server, params string[] programs) => new(server.Id, programs);

    /// <summary>Megabytes; 0 when it was not seen.</summary>
    public double this[string program] => _peaks.GetValueOrDefault(program) / 1e6;

    /// <summary>Megabytes that a process has held at most since it began.</summary>
    public static double Megabytes(int process) => Read(process) / 1e6;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(int server, string[] programs)
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var program in programs)
                foreach (var process in WorkerProcesses.Children(server, program))
                    _peaks.AddOrUpdate(program, Read(process), (_, known) => Math.Max(known, Read(process)));
            await Task.Delay(s_look, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static long Read(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1_024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
