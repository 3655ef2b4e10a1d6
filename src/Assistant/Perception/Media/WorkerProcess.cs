using System.Text;
using System.Text.Json;
using Assistant.Perception.MediaProtocol;

namespace Assistant.Perception.Media;

/// <summary>A running worker and the pipe to it. Serves one request at a time.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int LongestComplaint = 500;

    private readonly SandboxedProcess _process;
    private readonly FrameReader _reader;

    private WorkerProcess(SandboxedProcess process)
    {
        _process = process;
        _reader = new(process.Output);
        Writer = new(process.Input);
    }

    public FrameWriter Writer { get; }
    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>What it is kept from, by its own word.</summary>
    public string Sandbox { get; private set; } = "";

    /// <summary>Requests it has served.</summary>
    public int Requests { get; set; }

    /// <summary>When it was last given back (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long IdleSince { get; set; }

    /// <exception cref="WorkerStartException">It did not come up.</exception>
    public static async Task<WorkerProcess> StartAsync(MediaWorkerProgram program, SandboxLimits limits, CancellationToken cancellationToken)
    {
        var worker = new WorkerProcess(SandboxedProcess.Start(program, limits, "self", "serve"));
        try
        {
            var frame = await worker.ReceiveAsync(cancellationToken);
            if (frame is not { Type: FrameType.Hello } || JsonSerializer.Deserialize(frame.Value.Payload.Span, WorkerJson.Default.WorkerHello) is not { Protocol: WorkerHello.CurrentProtocol } hello)
                throw new WorkerStartException(await worker.ComplaintAsync(cancellationToken));
            worker.Sandbox = hello.Sandbox;
            // From here on it may print what it reads, which must not come into a log.
            _ = worker._process.Error.CopyToAsync(Stream.Null, CancellationToken.None);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null at its end. Cancelling leaves the pipe in the middle of a frame: dispose of the worker then.</summary>
    public Task<Frame?> ReceiveAsync(CancellationToken cancellationToken) => _reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<string> ComplaintAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        var bytes = new byte[LongestComplaint];
        var read = await _process.Error.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, read).Trim();
    }
}

/// <summary>The worker's program is there but does not run: an outage, not the file's fault.</summary>
internal sealed class WorkerStartException(string complaint) : Exception($"The media worker did not start: {(complaint.Length > 0 ? complaint : "no reason given")}");
