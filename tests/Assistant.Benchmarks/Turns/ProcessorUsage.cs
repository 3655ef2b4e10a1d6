using System.Diagnostics;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Turns;

/// <summary>The server's processor time, sampled while the load generator runs.</summary>
internal sealed class ProcessorUsage
{
    private readonly List<(double At, TimeSpan Used)> _samples = [];

    public static async Task<ProcessorUsage> WatchAsync(ServerProgram server, Process generator, CancellationToken cancellationToken)
    {
        var usage = new ProcessorUsage();
        while (!generator.HasExited)
        {
            usage._samples.Add(((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, server.ProcessorTime));
            await Task.WhenAny(generator.WaitForExitAsync(cancellationToken), Task.Delay(100, cancellationToken));
        }
        return usage;
    }

    /// <summary>Used between two moments of the machine's steady clock, seconds; to the next sample.</summary>
    public TimeSpan Between(double from, double to) => UsedAt(to) - UsedAt(from);

    private TimeSpan UsedAt(double moment) => _samples.Find(sample => sample.At >= moment) is { At: > 0 } found ? found.Used : _samples[^1].Used;
}
