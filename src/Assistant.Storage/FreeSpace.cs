using Assistant.Health;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>What is free where the data folder lies, or, embedded, the keys' folder, where that has less. A database server's disk is its own operator's to watch. Thread-safe.</summary>
internal sealed class FreeSpace(IOptions<DataOptions> data, IOptions<StorageOptions> storage, MasterKeySource keys) : IFreeSpace
{
    private readonly string[] _folders = storage.Value.IsPostgres ? [data.Value.EffectiveDirectory] : [data.Value.EffectiveDirectory, keys.Directory];

    public long? Bytes => Fullest.Free;

    public string Folder => Fullest.Folder;

    public bool IsExhausted => !storage.Value.IsPostgres && Bytes < data.Value.LeastFree;

    private Disk Fullest => _folders.Select(Disk.Of).MinBy(disk => disk.Free ?? long.MaxValue)!;
}
