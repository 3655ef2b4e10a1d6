using System.Net.Http.Headers;
using System.Security.Cryptography;
using Assistant.Inference.Models.Store;

namespace Assistant.Inference.Models.Pulling;

/// <summary>A file that is on its way: NAME.part beside its place, NAME.part.tag with the entity tag that its bytes had. Its digest grows with it.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly IModelDisk _disk;
    private readonly string _final;
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? _stream;

    private PartFile(IModelDisk disk, string final) => (_disk, _final) = (disk, final);

    public long Length { get; private set; }

    /// <summary>The strong entity tag of what is here; null when it had none.</summary>
    public string? Tag { get; private set; }

    public string Folder => Path.GetDirectoryName(_final)!;

    private string Location => _final + ".part";

    private string TagLocation => Location + ".tag";

    /// <summary>Reads what an earlier pull left.</summary>
    public static async Task<PartFile> OpenAsync(IModelDisk disk, string final, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        var part = new PartFile(disk, final);
        if (!File.Exists(part.Location))
            return part;
        part.Tag = File.Exists(part.TagLocation) && await File.ReadAllTextAsync(part.TagLocation, cancellationToken) is { } tag && EntityTagHeaderValue.TryParse(tag, out _) ? tag : null;
        await using var left = File.OpenRead(part.Location);
        var buffer = new byte[1 << 20];
        while (await left.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            part._hash.AppendData(buffer, 0, read);
            part.Length += read;
        }
        return part;
    }

    /// <summary>Begins anew.</summary>
    /// <param name="tag">The entity tag of what will come.</param>
    public void Restart(string? tag)
    {
        Close();
        File.Delete(Location);
        File.Delete(TagLocation);
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (Length, Tag) = (0, tag);
        if (tag is not null)
            File.WriteAllText(TagLocation, tag);
    }

    /// <exception cref="ModelStoreException">The disk is full, or does not take it.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream ??= _disk.Append(Location);
            _stream.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    public string Digest() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Puts it in its place, on disk for good.</summary>
    /// <exception cref="ModelStoreException">The disk is full, or does not take it.</exception>
    public ManifestFile Finish(string path)
    {
        var done = new ManifestFile(path, Length, Digest());
        try
        {
            if (Length == 0)
                _stream ??= _disk.Append(Location);
            Close();
            _disk.FlushToDisk(Location);
            File.Move(Location, _final, overwrite: true);
            File.Delete(TagLocation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
        return done;
    }

    /// <summary>Writes what is still in memory.</summary>
    /// <exception cref="ModelStoreException">The disk is full, or does not take it.</exception>
    public void Close()
    {
        var stream = _stream;
        _stream = null;
        try
        {
            stream?.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    public void Dispose()
    {
        try
        {
            Close();
        }
        catch (ModelStoreException)
        {
            // Something else was wrong before that: the length on disk counts.
        }
        _hash.Dispose();
    }

    private ModelStoreException NotWritten(Exception e) => new($"{Location} cannot be written: {e.Message} What is there stays: make room and pull again.", e);
}
