namespace Assistant.Storage.Attachments;

/// <summary>Reads content that is kept in chunks of one size, from any place, one chunk at a time.</summary>
/// <param name="size">Bytes of every chunk but the last.</param>
/// <param name="last">Number of the last chunk, from 0.</param>
/// <param name="end">The last chunk.</param>
/// <param name="load">Gives any other.</param>
internal sealed class ChunkedStream(int size, int last, byte[] end, Func<int, CancellationToken, Task<byte[]>> load) : Stream
{
    private (int Number, byte[] Bytes) _chunk = (last, end);
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = (long)last * size + end.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.Length == 0)
            return 0;
        var number = (int)(_position / size);
        if (_chunk.Number != number)
            _chunk = (number, number == last ? end : await load(number, cancellationToken));
        var rest = _chunk.Bytes.AsMemory((int)(_position - (long)number * size));
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
