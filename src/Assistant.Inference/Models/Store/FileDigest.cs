using System.Security.Cryptography;

namespace Assistant.Inference.Models.Store;

/// <summary>SHA-256 of files, in small hexadecimal digits.</summary>
internal static class FileDigest
{
    private const int BufferSize = 1 << 20;

    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan | FileOptions.Asynchronous);
        return await OfAsync(file, cancellationToken);
    }

    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken) => Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>Copies a stream, at most as many bytes as are said to be there, and gives how many they were and their digest.</summary>
    /// <exception cref="ModelStoreException">There are more.</exception>
    public static async Task<ManifestFile> CopyAsync(Stream from, Stream to, string path, long most, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long bytes = 0;
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            bytes += read;
            if (bytes > most)
                throw new ModelStoreException($"'{path}' is longer than the {most:N0} bytes that it should have.");
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return new(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
