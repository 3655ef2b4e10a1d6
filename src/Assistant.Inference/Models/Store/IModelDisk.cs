namespace Assistant.Inference.Models.Store;

/// <summary>The disk that models are written to. An interface so that tests can fill it.</summary>
internal interface IModelDisk
{
    /// <summary>Bytes that may still be written into a folder, which need not exist yet.</summary>
    long FreeBytes(string folder);

    /// <summary>A file to go on writing at its end; made when it is not there.</summary>
    Stream Append(string path);

    /// <summary>Has what is in a file on disk for good, whatever happens to the power.</summary>
    void FlushToDisk(string path);
}

/// <summary>The machine's own.</summary>
internal sealed class ModelDisk : IModelDisk
{
    private const int BufferSize = 1 << 17;

    public long FreeBytes(string folder)
    {
        var existing = new DirectoryInfo(Path.GetFullPath(folder));
        while (!existing.Exists && existing.Parent is { } parent)
            existing = parent;
        return new DriveInfo(existing.FullName).AvailableFreeSpace;
    }

    public Stream Append(string path) => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, BufferSize);

    public void FlushToDisk(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        RandomAccess.FlushToDisk(file);
    }
}
