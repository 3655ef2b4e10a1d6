using System.Security.Cryptography;

namespace Assistant.Privacy;

/// <summary>Bytes that wait for a moment in a temporary file, under a key that is only in memory: whoever finds the file, or its blocks, reads nothing.</summary>
public sealed class SealedSpool : IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"assistant-{Guid.NewGuid():N}.spool");

    private SealedSpool()
    {
    }

    /// <summary>Takes in all of the stream.</summary>
    public static async Task<SealedSpool> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        var spool = new SealedSpool();
        try
        {
            await using var file = new FileStream(spool._path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65_536, FileOptions.Asynchronous);
            await SealedFile.SealAsync(0, spool._key, content, file, cancellationToken);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>A stream over it that can be sought; several may be open.</summary>
    public Stream OpenRead() => new SealedStream(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65_536, FileOptions.Asynchronous), _key);

    public void Dispose() => File.Delete(_path);
}
