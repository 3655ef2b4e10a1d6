using Assistant.Inference.Models.Store;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A disk with so much room, by its own account and in truth.</summary>
internal sealed class FullDisk(long said, long taken) : IModelDisk
{
    private long _left = taken;

    public long FreeBytes(string folder) => said;

    public Stream Append(string path) => new Filling(this, new ModelDisk().Append(path));

    private sealed class Filling(FullDisk disk, Stream inner) : Stream
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
            if (Interlocked.Add(ref disk._left, -count) < 0)
                throw new IOException("No space left on device");
            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
