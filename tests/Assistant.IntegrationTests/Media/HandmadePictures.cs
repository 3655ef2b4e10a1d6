using System.Buffers.Binary;
using System.IO.Compression;

namespace Assistant.IntegrationTests.Media;

/// <summary>Pictures put together byte by byte.</summary>
internal static class HandmadePictures
{
    /// <summary>A PNG of one bit a pixel, all black.</summary>
    public static byte[] Png(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (width + 7) / 8];
            for (var y = 0; y < height; y++)
                zlib.Write(row);
        }
        return Png(width, height, pixels.ToArray());
    }

    /// <summary>A PNG that says it is large and holds next to nothing.</summary>
    public static byte[] PngHeader(int width, int height) => Png(width, height, [0x78, 0x9C, 3, 0, 0, 0, 0, 1]);

    /// <summary>A BMP of 32 or 24 bits a pixel, rows from the bottom: left half red (200, 40, 30), right half blue (20, 60, 220).</summary>
    public static byte[] Bmp(int width, int height, int bits)
    {
        var stride = (width * bits / 8 + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = (byte)bits;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                (x < width / 2 ? (ReadOnlySpan<byte>)[30, 40, 200] : [220, 60, 20]).CopyTo(file.AsSpan(54 + y * stride + x * bits / 8));
        }
        return file;
    }

    private static byte[] Png(int width, int height, byte[] pixels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, pixels), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] typed = [.. type, .. data];
        var chunk = new byte[typed.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(typed.Length + 4), Crc(typed));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
