using System.Buffers.Binary;

namespace Assistant.Speech;

/// <summary>The 44 bytes before 16-bit mono samples in a WAVE file (RIFF, chunks "fmt " and "data").</summary>
public static class WaveHeader
{
    public const int Length = 44;
    private const int RiffSizeAt = 4, DataSizeAt = 40;

    /// <summary>As long as it may be: what a stream says whose end is not known yet.</summary>
    private const uint Open = uint.MaxValue;

    /// <param name="bytes">Of samples; null when that is not known yet.</param>
    public static byte[] Of(int sampleRate, long? bytes)
    {
        var header = new byte[Length];
        "RIFF"u8.CopyTo(header);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(DataSizeAt), bytes is { } known ? (uint)known : Open);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(RiffSizeAt), bytes is { } all ? (uint)(all + Length - 8) : Open);
        return header;
    }

    /// <summary>The rate of a file that begins with such a header; null when it begins otherwise.</summary>
    public static int? SampleRateOf(ReadOnlySpan<byte> header) =>
        header.Length >= Length && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WAVEfmt "u8) && header[36..].StartsWith("data"u8)
        && BinaryPrimitives.ReadInt16LittleEndian(header[20..]) == 1 && BinaryPrimitives.ReadInt16LittleEndian(header[22..]) == 1 && BinaryPrimitives.ReadInt16LittleEndian(header[34..]) == 16
            ? BinaryPrimitives.ReadInt32LittleEndian(header[24..])
            : null;
}
