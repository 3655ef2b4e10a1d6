using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Models;

/// <summary>
/// Switches ONNX Runtime's telemetry off before its library loads. Its own switch comes too late (creating the environment starts the upload),
/// and .NET's SetEnvironmentVariable does not reach the native environment on Unix.
/// </summary>
internal static partial class TelemetryOff
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    // CA2255 is about libraries for others; this assembly is part of one program and must act before ONNX Runtime loads.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Apply()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
            _ = SetNative(Variable, "1", 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
