using Assistant.MediaWorker.Pictures;
using Assistant.MediaWorker.Sandbox;
using Microsoft.Win32.SafeHandles;

namespace Assistant.MediaWorker.Serving;

/// <summary>serve: standard input and output become the pipe to the server.</summary>
internal static class Serve
{
    private const int Input = 0, Output = 1, Error = 2;

    public static int Run()
    {
        // Whatever a library prints must not get between the frames.
        var pipe = NativeMethods.dup(Output);
        _ = NativeMethods.dup2(Error, Output);
        using var input = new FileStream(new SafeFileHandle(Input, ownsHandle: false), FileAccess.Read, Frame.Chunk);
        using var output = new FileStream(new SafeFileHandle(pipe, ownsHandle: true), FileAccess.Write, Frame.Chunk);
        VipsDecoder.Initialize();
        using var content = new MemoryFile("content");
        new WorkerLoop(input, output, content).RunAsync().GetAwaiter().GetResult();
        return 0;
    }
}
