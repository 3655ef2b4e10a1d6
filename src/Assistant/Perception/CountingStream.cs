using Assistant.IO;

namespace Assistant.Perception;

/// <summary>Counts what is read through it; does not own the stream beneath.</summary>
/// <param name="counted">Told after each asynchronous read that brought something.</param>
internal sealed class CountingStream(Stream inner, Func<long, CancellationToken, ValueTask> counted) : ReadOnlyStream
{
    public long BytesRead { get; private set; }

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Count(await inner.ReadAsync(buffer, cancellationToken));
        if (read > 0)
            await counted(BytesRead, cancellationToken);
        return read;
    }

    private int Count(int read)
    {
        BytesRead += read;
        return read;
    }
}
