using Microsoft.Win32.SafeHandles;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>A file without a name, in memory only: what was sent is never on a disk. Children can open its path too.</summary>
internal sealed class MemoryFile : IDisposable
{
    private readonly int _file;
    private readonly FileStream _stream;

    public MemoryFile(string name)
    {
        // Without close-on-exec: a child opens it by the same path.
        _file = NativeMethods.memfd_create(name, 0);
        if (_file < 0)
            throw new IOException("memfd_create failed");
        _stream = new FileStream(new SafeFileHandle(_file, ownsHandle: false), FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>Opens it at its start, as often as wanted.</summary>
    public string Path => $"/proc/self/fd/{_file}";

    public long Length => _stream.Length;

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void Clear()
    {
        _stream.SetLength(0);
        _stream.Position = 0;
    }

    /// <returns>False when there is more than <paramref name="limit"/>.</returns>
    public bool Fill(Stream source, long limit)
    {
        var buffer = new byte[128 * 1024];
        while (source.Read(buffer) is var read and > 0)
        {
            if (_stream.Position + read > limit)
                return false;
            _stream.Write(buffer.AsSpan(0, read));
        }
        return true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _ = NativeMethods.close(_file);
    }
}
