using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Perception.MediaProtocol;

/// <summary>Writes frames; flush to send.</summary>
internal sealed class FrameWriter(Stream stream)
{
    private readonly byte[] _header = new byte[Frame.HeaderLength];

    public async ValueTask WriteAsync(FrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, Frame.LongestPayload);
        _header[0] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(1), (uint)payload.Length);
        await stream.WriteAsync(_header, cancellationToken);
        await stream.WriteAsync(payload, cancellationToken);
    }

    public ValueTask WriteAsync<T>(FrameType type, T value, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        WriteAsync(type, JsonSerializer.SerializeToUtf8Bytes(value, json), cancellationToken);

    /// <summary>Long bytes as many frames.</summary>
    public async ValueTask WriteChunksAsync(FrameType type, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var at = 0; at < bytes.Length; at += Frame.Chunk)
            await WriteAsync(type, bytes.Slice(at, Math.Min(Frame.Chunk, bytes.Length - at)), cancellationToken);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);
}
