using Assistant.Health;
using Assistant.Storage.Connections;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>What is free where the data folder lies. A database server's disk is its own operator's to watch. Thread-safe.</summary>
internal sealed class FreeSpace(IOptions<DataOptions> data, IOptions<StorageOptions> storage) : IFreeSpace
{
    private readonly string _folder = data.Value.EffectiveDirectory;

    public long? Bytes => Disk.Of(_folder).Free;

    public bool IsExhausted => !storage.Value.IsPostgres && Bytes < data.Value.LeastFree;
}
