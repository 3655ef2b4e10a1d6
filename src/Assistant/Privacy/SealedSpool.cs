using System.Security.Cryptography;
using Assistant.Conversations;
using Assistant.IO;

namespace Assistant.Privacy;

/// <summary>The file has no name from the moment it is there: however this process ends, nothing of it is left in the temporary folder.</summary>
internal sealed class SealedSpool : ISealedSpool
{
    // Of Linux, which the runtime gives as they are.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes);
    private readonly FileStream _file;

    private SealedSpool()
    {
        var path = Path.Combine(Path.GetTempPath(), $"assistant-{Guid.NewGuid():N}.spool");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 65_536, FileOptions.Asynchronous);
        File.Delete(path);
    }

    public static async Task<SealedSpool> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        SealedSpool? spool = null;
        try
        {
            spool = new SealedSpool();
            await SealedFile.SealAsync(0, spool._key, content, spool._file, cancellationToken);
            await spool._file.FlushAsync(cancellationToken);
            return spool;
        }
        catch (Exception e)
        {
            spool?.Dispose();
            if (e is IOException { HResult: NoSpace or OverQuota })
                throw new StorageUnavailableException("An upload cannot be written: the temporary folder is full.", e);
            throw;
        }
    }

    public Stream OpenRead() => SealedFile.Open(new HandleReader(_file.SafeFileHandle), _key);

    public void Dispose() => _file.Dispose();
}
