using Assistant.Perception;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>A download as it is read: it ends with an error when it grows too large, takes too long or breaks off.</summary>
internal sealed class FetchedStream(Stream content, long maxBytes, IDisposable[] owned, CancellationToken deadline) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline);
        int count;
        try
        {
            count = await content.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MediaException(AttachmentProblem.DownloadFailed, null, e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new MediaException(AttachmentProblem.DownloadFailed, null, e);
        }
        _read += count;
        return _read <= maxBytes ? count : throw AttachmentFetcher.TooLarge(maxBytes);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Downloads are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            foreach (var item in owned)
                item.Dispose();
        }
        base.Dispose(disposing);
    }
}
