using System.Collections.Concurrent;
using Assistant.Inference.Models.Store;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A disk with so much room, by its own account and in truth. With a memory of its own, it finds out only when a file is closed.</summary>
internal sealed class FullDisk(long said, long taken, bool late = false) : IModelDisk
{
    private readonly ConcurrentQueue<string> _flushed = new();
    private long _left = taken;

    public long FreeBytes(string folder) => said;

    public Stream Append(string path) => new Filling(this, new ModelDisk().Append(path), late);

    /// <summary>Files that are on disk for good.</summary>
    public IReadOnlyCollection<string> Flushed => _flushed;

    public void FlushToDisk(string path)
    {
        new ModelDisk().FlushToDisk(path);
        _flushed.Enqueue(Path.GetFileName(path));
    }

    private sealed class Filling(FullDisk disk, Stream inner, bool late) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Interlocked.Add(ref disk._left, -count) < 0 && !late)
                throw new IOException("No space left on device");
            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            if (disposing && disk._left < 0)
                throw new IOException("No space left on device");
            base.Dispose(disposing);
        }
    }
}
