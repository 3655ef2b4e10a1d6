using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Turns;

/// <summary>
/// `generate-load URL CONVERSATIONS WARM-UP SECONDS RATE`: so many conversations at once, each asks again when it was answered (RATE 0), or all of them together
/// so many times a second on a fixed schedule, whose latency counts from when a message was due, not from when it could be sent.
/// </summary>
internal static partial class LoadGenerator
{
    private const string Question = "Hello, where is my order?";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (address, conversations) = (new Uri(arguments[0]), int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var (warmUp, seconds) = (double.Parse(arguments[2], CultureInfo.InvariantCulture), double.Parse(arguments[3], CultureInfo.InvariantCulture));
        var rate = double.Parse(arguments[4], CultureInfo.InvariantCulture);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = conversations + 1, UseProxy = false }) { BaseAddress = address };
        var talks = new List<Talk>();
        for (var i = 0; i < conversations; i++)
            talks.Add(await Talk.BeginAsync(http, $"dl_load{i}", cancellationToken));
        var clock = new Clock(TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(seconds));
        var latencies = await (rate > 0 ? OnScheduleAsync(talks, clock, rate, cancellationToken) : BackToBackAsync(talks, clock, cancellationToken));
        latencies.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new LoadFigures(latencies.Count, latencies.Count / seconds, At(latencies, 0.5), At(latencies, 0.99), clock.MeasuredFrom, clock.MeasuredTo), JsonSerializerOptions.Web));
        foreach (var talk in talks)
            await talk.DisposeAsync();
        return 0;
    }

    private static async Task<List<double>> BackToBackAsync(List<Talk> talks, Clock clock, CancellationToken cancellationToken)
    {
        var measured = await Task.WhenAll(talks.Select(talk => Task.Run(async () =>
        {
            var own = new List<double>();
            while (!clock.IsOver)
            {
                var milliseconds = await talk.AskAsync(Question, cancellationToken);
                if (clock.IsMeasured)
                    own.Add(milliseconds);
            }
            return own;
        }, cancellationToken)));
        return [.. measured.SelectMany(own => own)];
    }

    private static async Task<List<double>> OnScheduleAsync(List<Talk> talks, Clock clock, double rate, CancellationToken cancellationToken)
    {
        var idle = new ConcurrentQueue<Talk>(talks);
        var measured = new ConcurrentBag<double>();
        var running = new List<Task>();
        for (var n = 0; !clock.IsOver; n++)
        {
            var due = TimeSpan.FromSeconds(n / rate);
            await SleepAsync(due - clock.Elapsed);
            Talk? talk;
            while (!idle.TryDequeue(out talk))
                await Task.Delay(1, cancellationToken);
            running.Add(AskAsync(talk, due));
        }
        await Task.WhenAll(running);
        return [.. measured];

        async Task AskAsync(Talk talk, TimeSpan due)
        {
            await talk.AskAsync(Question, cancellationToken);
            if (clock.IsMeasured)
                measured.Add((clock.Elapsed - due).TotalMilliseconds);
            idle.Enqueue(talk);
        }
    }

    /// <summary>To a tenth of a millisecond, and without spinning: the processor belongs to the server that is measured. Timers of .NET are a millisecond late.</summary>
    private static Task SleepAsync(TimeSpan time) =>
        time <= TimeSpan.Zero ? Task.CompletedTask : Task.Factory.StartNew(() => _ = Usleep((uint)time.TotalMicroseconds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Usleep(uint microseconds);

    private static double At(List<double> sorted, double quantile) => sorted.Count == 0 ? double.NaN : Math.Round(sorted[(int)Math.Min(sorted.Count - 1, quantile * sorted.Count)], 2);

    private sealed class Clock(TimeSpan warmUp, TimeSpan measured)
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

        public bool IsMeasured => Elapsed >= warmUp && !IsOver;

        public bool IsOver => Elapsed >= warmUp + measured;

        /// <summary>Seconds of the machine's steady clock.</summary>
        public double MeasuredFrom => (double)_started / Stopwatch.Frequency + warmUp.TotalSeconds;

        public double MeasuredTo => MeasuredFrom + measured.TotalSeconds;
    }
}

/// <param name="MeasuredFrom">Seconds of the machine's steady clock, as the other process sees it too.</param>
internal sealed record LoadFigures(int Turns, double TurnsPerSecond, double P50, double P99, double MeasuredFrom, double MeasuredTo);
