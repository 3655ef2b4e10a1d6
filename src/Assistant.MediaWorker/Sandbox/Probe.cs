using System.Net;
using System.Net.Sockets;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>Tries what the sandbox forbids, for tests and for whoever wants to see it: probe network|write|read|memory|files|signal|report [ARGUMENT]. Prints "done" or why not.</summary>
internal static class Probe
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var argument = arguments.Length > 1 ? arguments[1] : "";
        try
        {
            Console.Out.WriteLine(Try(arguments.Length > 0 ? arguments[0] : "", argument));
            return 0;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or OutOfMemoryException or System.ComponentModel.Win32Exception)
        {
            Console.Out.WriteLine($"refused: {e.GetType().Name}");
            return 1;
        }
    }

    private static string Try(string what, string argument)
    {
        switch (what)
        {
            case "network":
                using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                    socket.Connect(IPAddress.Loopback, int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "write":
                File.WriteAllText(argument, "written");
                break;
            case "read":
                _ = File.ReadAllText(argument);
                break;
            case "memory":
                return Fill(long.Parse(argument, System.Globalization.CultureInfo.InvariantCulture));
            case "signal":
                using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture)))
                    process.Kill();
                break;
            case "report":
                return Environment.GetEnvironmentVariable(WorkerEnvironment.Achieved) ?? "no sandbox";
            default:
                return "unknown";
        }
        return "done";
    }

    private static unsafe string Fill(long bytes)
    {
        const int Piece = 16 * 1024 * 1024;
        for (long used = 0; used < bytes; used += Piece)
            new Span<byte>(System.Runtime.InteropServices.NativeMemory.Alloc(Piece), Piece).Fill(1);
        return "done";
    }
}
