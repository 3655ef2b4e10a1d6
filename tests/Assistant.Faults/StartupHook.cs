using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Loaded by DOTNET_STARTUP_HOOKS into the server as it is shipped: ends or freezes the process at one step of a turn, as a power cut or a paused machine would.
/// ASSISTANT_TEST_FAULT=SIGNAL:WHEN:SPAN[:NTH]: SIGNAL kill or stop, WHEN begin or end, SPAN the step's name, NTH its occurrence (from 1).
/// </summary>
internal static partial class StartupHook
{
    private const int Kill = 9;
    private const int Stop = 19;
    private static int s_left;

    // Held for the life of the process: a listener that is collected hears nothing.
    private static ActivityListener? s_listener;

    public static void Initialize()
    {
        ShiftedClock.Listen();
        NotedTool.Listen();
        if (Environment.GetEnvironmentVariable("ASSISTANT_TEST_FAULT")?.Split(':') is not [var signal, var when, var span, .. var rest])
            return;
        s_left = rest is [var nth] ? int.Parse(nth, CultureInfo.InvariantCulture) : 1;
        var number = signal == "stop" ? Stop : Kill;
        s_listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Assistant" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Strike(when == "begin", activity, span, number),
            ActivityStopped = activity => Strike(when == "end", activity, span, number),
        };
        ActivitySource.AddActivityListener(s_listener);
    }

    private static void Strike(bool now, Activity activity, string span, int signal)
    {
        if (!now || activity.OperationName != span || Interlocked.Decrement(ref s_left) != 0)
            return;
        Fall(span, signal);
    }

    public static void Die(string where) => Fall(where, Kill);

    private static void Fall(string where, int signal)
    {
        Console.Error.WriteLine($"fault: {where}");
        _ = Signal(Environment.ProcessId, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
