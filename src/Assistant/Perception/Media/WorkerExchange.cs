using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Perception.MediaProtocol;

namespace Assistant.Perception.Media;

/// <summary>
/// One request to a worker and the parts of its answer. The worker is not trusted: everything it sends has a bound.
/// Only time spent waiting for it counts towards the limit, so a slow reader of the parts does not end it.
/// </summary>
internal sealed class WorkerExchange(WorkerProcess worker, WorkerRequest request, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Bytes of JSON for a character, with its share of positions.</summary>
    private const long BytesPerCharacter = 40;

    private readonly ReceivedParts _parts = new(request.Limits);
    private TimeSpan _left = timeout;
    private long _bytesLeft = Frame.LongestPayload + request.Limits.MaxCharacters * BytesPerCharacter;

    /// <summary>The answer came in full, so that the worker is ready for another request.</summary>
    public bool Ended { get; private set; }

    /// <exception cref="MediaException">The worker's refusal, its end, or its time-out.</exception>
    public async IAsyncEnumerable<DocumentPart> RunAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WaitAsync(token => SendAsync(file, token), cancellationToken);
        while (await WaitAsync(worker.ReceiveAsync, cancellationToken) is { } frame && !IsEnd(frame))
        {
            if (Take(frame) is { } part)
                yield return part;
        }
        if (!Ended)
            throw new MediaException(AttachmentProblem.WorkerFailed);
    }

    private bool IsEnd(Frame frame)
    {
        if (frame.Type == FrameType.End)
            Ended = true;
        return Ended;
    }

    private DocumentPart? Take(Frame frame)
    {
        if (frame.Type != FrameType.Pixels && (_bytesLeft -= frame.Payload.Length + 16) < 0)
            throw new MediaException(AttachmentProblem.WorkerFailed);
        try
        {
            if (frame.Type != FrameType.Failure)
                return _parts.Take(frame);
            var refusal = ReceivedParts.Refusal(frame);
            Ended = refusal.Problem != AttachmentProblem.WorkerFailed;
            throw refusal;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new MediaException(AttachmentProblem.WorkerFailed, inner: e);
        }
    }

    private async Task<bool> SendAsync(Stream file, CancellationToken cancellationToken)
    {
        await worker.Writer.WriteAsync(FrameType.Request, request, WorkerJson.Default.WorkerRequest, cancellationToken);
        var buffer = new byte[Frame.Chunk];
        while (await file.ReadAsync(buffer, cancellationToken) is var read and > 0)
            await worker.Writer.WriteAsync(FrameType.Content, buffer.AsMemory(0, read), cancellationToken);
        await worker.Writer.WriteAsync(FrameType.ContentEnd, default, cancellationToken);
        await worker.Writer.FlushAsync(cancellationToken);
        return true;
    }

    private async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var late = new CancellationTokenSource(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // A pipe may not notice its token: whoever waits leaves, and the worker, ended with its lease, closes the pipe.
            return await step(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MediaException(AttachmentProblem.TimedOut);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new MediaException(AttachmentProblem.WorkerFailed, inner: e);
        }
        finally
        {
            _left -= time.GetElapsedTime(started);
        }
    }
}
