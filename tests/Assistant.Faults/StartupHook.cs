using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>
/// Loaded by DOTNET_STARTUP_HOOKS into the server as it is shipped: ends or freezes the process at one step of a turn (<see cref="FaultAtHand"/>), as a power cut or a paused machine would.
/// </summary>
internal static partial class StartupHook
{
    private const int Kill = 9;
    private const int Stop = 19;

    // Held for the life of the process: a listener that is collected hears nothing.
    private static ActivityListener? s_listener;

    public static void Initialize()
    {
        ShiftedClock.Listen();
        NotedTool.Listen();
        if (FaultAtHand.Find() is not { } fault)
            return;
        s_listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Assistant" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => Strike(fault, "begin", span),
            ActivityStopped = span => Strike(fault, "end", span),
        };
        ActivitySource.AddActivityListener(s_listener);
    }

    private static void Strike(FaultAtHand fault, string when, Activity span)
    {
        if (!fault.Is(when, span, out var signal))
            return;
        Console.Error.WriteLine($"fault: {span.OperationName}");
        _ = Signal(Environment.ProcessId, signal == "stop" ? Stop : Kill);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
