using System.Buffers.Binary;

namespace Assistant.Perception.MediaProtocol;

/// <summary>Reads frames; the payload of one is valid until the next is read.</summary>
internal sealed class FrameReader(Stream stream)
{
    private readonly byte[] _header = new byte[Frame.HeaderLength];
    private byte[] _payload = new byte[16 * 1024];

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">Longer than a frame may be, or cut off.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        if (read < _header.Length)
            throw new InvalidDataException("A frame's header is cut off.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(1));
        if (length > Frame.LongestPayload)
            throw new InvalidDataException($"A frame of {length} bytes.");
        if (_payload.Length < length)
            _payload = new byte[length];
        var payload = _payload.AsMemory(0, (int)length);
        if (await stream.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellationToken) < payload.Length)
            throw new InvalidDataException("A frame is cut off.");
        return new((FrameType)_header[0], payload);
    }
}
