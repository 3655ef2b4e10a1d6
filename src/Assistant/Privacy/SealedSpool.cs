using System.Security.Cryptography;
using Assistant.Conversations;

namespace Assistant.Privacy;

internal sealed class SealedSpool : ISealedSpool
{
    // Of Linux, which the runtime gives as they are.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"assistant-{Guid.NewGuid():N}.spool");

    private SealedSpool()
    {
    }

    public static async Task<SealedSpool> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        var spool = new SealedSpool();
        try
        {
            await using var file = new FileStream(spool._path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65_536, FileOptions.Asynchronous);
            await SealedFile.SealAsync(0, spool._key, content, file, cancellationToken);
            return spool;
        }
        catch (Exception e)
        {
            spool.Dispose();
            if (e is IOException { HResult: NoSpace or OverQuota })
                throw new StorageUnavailableException("An upload cannot be written: the temporary folder is full.", e);
            throw;
        }
    }

    public Stream OpenRead() => SealedFile.Open(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65_536, FileOptions.Asynchronous), _key);

    public void Dispose() => File.Delete(_path);
}
