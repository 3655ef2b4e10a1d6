using System.Buffers.Text;

namespace Assistant.MediaWorker.Pictures;

/// <summary>P6, as pdftoppm prints it: "P6", width, height, 255, each followed by white space, then the pixels.</summary>
internal static class PortablePixmap
{
    public static Picture Parse(byte[] bytes)
    {
        var at = 2;
        var (width, height, depth) = (Number(bytes, ref at), Number(bytes, ref at), Number(bytes, ref at));
        if (!bytes.AsSpan().StartsWith("P6"u8) || depth != 255 || width < 1 || height < 1 || (long)width * height * 3 != bytes.Length - at - 1)
            throw new MediaException(AttachmentProblem.Damaged);
        return new Picture(width, height, bytes.AsMemory(at + 1));
    }

    private static int Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n')
            at++;
        if (!Utf8Parser.TryParse(bytes[Math.Min(at, bytes.Length)..], out int value, out var length))
            return -1;
        at += length;
        return value;
    }
}
