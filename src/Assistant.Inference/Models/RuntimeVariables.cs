using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Models;

/// <summary>
/// Variables that ONNX Runtime reads when its library loads: they are set before. .NET's SetEnvironmentVariable does not reach the native environment on Unix.
/// </summary>
internal static partial class RuntimeVariables
{
    // CA2255 is about libraries for others; this assembly is part of one program and must act before ONNX Runtime loads.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Apply()
    {
        // Its own switch comes too late: creating the environment starts the upload.
        Set("ORT_DISABLE_TELEMETRY", "1");
        // On the processor GroupQueryAttention is slower with it: by a quarter for a token after 1,000 others, by a tenth for a part of a prompt.
        const string flash = "ORT_GQA_DISABLE_FLASH_ATTENTION";
        if (Environment.GetEnvironmentVariable(flash) is null)
            Set(flash, "1");
    }

    private static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows())
            _ = SetNative(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
