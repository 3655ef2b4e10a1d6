using Assistant.Perception;

namespace Assistant.Storage.Attachments;

/// <summary>Reads a stream whole, up to a limit.</summary>
internal static class BoundedBytes
{
    public static async Task<byte[]> ReadAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        using var held = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (held.Length + read > maxBytes)
                throw new AttachmentTooLargeException(maxBytes);
            held.Write(buffer, 0, read);
        }
        return held.ToArray();
    }
}
