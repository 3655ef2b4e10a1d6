using Microsoft.Win32.SafeHandles;

namespace Assistant.IO;

/// <summary>Reads an open file at a place of its own; others may read it meanwhile. The file stays open when this is closed.</summary>
internal sealed class HandleReader(SafeFileHandle file) : ReadOnlyStream
{
    public override bool CanSeek => true;
    public override long Length => RandomAccess.GetLength(file);
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await RandomAccess.ReadAsync(file, buffer, Position, cancellationToken);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };
}
