using System.Buffers.Binary;

namespace Assistant.Perception.Media;

/// <summary>How long a wav file lasts, by its first bytes: ffmpeg does not say it of what comes through a pipe. https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html</summary>
internal static class WaveDuration
{
    /// <summary>Sizes from here on are what recorders write that did not know the length yet.</summary>
    private const uint NotKnown = 0x7FFF_0000;
    private const int FirstChunk = 12, ChunkHeader = 8, ByteRateOffset = 8;

    /// <param name="head">The file's first bytes, up to its samples.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <returns>Seconds; null for what is no wav file, or says it further in.</returns>
    public static double? Of(ReadOnlySpan<byte> head, long length)
    {
        if (head.Length < FirstChunk || !head.StartsWith("RIFF"u8) || !head[8..FirstChunk].SequenceEqual("WAVE"u8))
            return null;
        var byteRate = 0u;
        for (long at = FirstChunk; at + ChunkHeader <= head.Length;)
        {
            var chunk = head[(int)at..];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
                return byteRate == 0 ? null : (size is 0 or >= NotKnown ? length - at - ChunkHeader : size) / (double)byteRate;
            if (chunk.StartsWith("fmt "u8) && chunk.Length >= ChunkHeader + ByteRateOffset + sizeof(uint))
                byteRate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(ChunkHeader + ByteRateOffset)..]);
            at += ChunkHeader + size + (size & 1);
        }
        return null;
    }
}
