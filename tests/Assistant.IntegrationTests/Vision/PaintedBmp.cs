using System.Buffers.Binary;

namespace Assistant.IntegrationTests.Vision;

/// <summary>A BMP of 24 bits: grey (114) with rectangles of full colours.</summary>
internal static class PaintedBmp
{
    public static byte[] Of(int width, int height, params (int X, int Y, int Width, int Height, (byte R, byte G, byte B) Colour)[] rectangles)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        Array.Fill(file, (byte)114, 54, stride * height);
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        (file[26], file[28]) = (1, 24);
        foreach (var (x0, y0, w, h, (red, green, blue)) in rectangles)
            for (var y = y0; y < y0 + h; y++)
                for (var x = x0; x < x0 + w; x++)
                    ((ReadOnlySpan<byte>)[blue, green, red]).CopyTo(file.AsSpan(54 + (height - 1 - y) * stride + x * 3));
        return file;
    }
}
