using System.Text.Json;
using System.Threading.Channels;
using Assistant.MediaWorker.Sandbox;

namespace Assistant.MediaWorker.Serving;

/// <summary>Serves one request after the other until standard input ends, which is when the server is gone or has had enough of it.</summary>
internal sealed class WorkerLoop(Stream input, Stream output, MemoryFile content)
{
    private const int Interrupted = 0, OutOfMemory = 3;

    private readonly FrameWriter _writer = new(output);

    public async Task RunAsync()
    {
        var sandbox = Environment.GetEnvironmentVariable(WorkerEnvironment.Achieved) ?? "no sandbox";
        await _writer.WriteAsync(FrameType.Hello, new WorkerHello(WorkerHello.CurrentProtocol, sandbox), WorkerJson.Default.WorkerHello, CancellationToken.None);
        await _writer.FlushAsync(CancellationToken.None);
        var requests = Channel.CreateBounded<WorkerRequest>(1);
        _ = Task.Run(() => ListenAsync(requests.Writer));
        await foreach (var request in requests.Reader.ReadAllAsync())
            await AnswerAsync(request);
    }

    /// <summary>Goes on listening while a request is worked on, so that the end of the input ends a decoder that hangs.</summary>
    private async Task ListenAsync(ChannelWriter<WorkerRequest> requests)
    {
        var reader = new FrameReader(input);
        WorkerRequest? request = null;
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            switch (frame.Type)
            {
                case FrameType.Request:
                    request = JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.WorkerRequest);
                    content.Clear();
                    break;
                case FrameType.Content:
                    content.Write(frame.Payload.Span);
                    break;
                case FrameType.ContentEnd:
                    await requests.WriteAsync(request!);
                    break;
            }
        }
        NativeMethods.ExitAtOnce(Interrupted);
    }

    private async Task AnswerAsync(WorkerRequest request)
    {
        var response = new ResponseWriter(_writer);
        try
        {
            RequestHandler.Handle(request, content.Path, response);
            await _writer.WriteAsync(FrameType.End, default, CancellationToken.None);
        }
        catch (MediaException e)
        {
            await FailAsync(e.Problem, e.Detail);
        }
        catch (OutOfMemoryException)
        {
            await FailAsync(AttachmentProblem.WorkerFailed, "memory");
            NativeMethods.ExitAtOnce(OutOfMemory);
        }
        await _writer.FlushAsync(CancellationToken.None);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private async Task FailAsync(AttachmentProblem problem, string? detail)
    {
        await _writer.WriteAsync(FrameType.Failure, new WorkerFailure(problem, detail), WorkerJson.Default.WorkerFailure, CancellationToken.None);
        await _writer.FlushAsync(CancellationToken.None);
    }
}
