using Assistant.IO;

namespace Assistant.Perception;

/// <summary>Bytes that were already read from a stream, then the rest of it, within a limit. Leaves the stream open.</summary>
internal sealed class AdmittedStream(ReadOnlyMemory<byte> head, Stream rest, long maxBytes) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _read;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <exception cref="AttachmentTooLargeException">There is more than the limit.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Math.Min(_head.Length, buffer.Length);
        if (read > 0)
        {
            _head[..read].CopyTo(buffer);
            _head = _head[read..];
        }
        else
        {
            read = await rest.ReadAsync(buffer, cancellationToken);
        }
        _read += read;
        return _read <= maxBytes ? read : throw new AttachmentTooLargeException(maxBytes);
    }
}
