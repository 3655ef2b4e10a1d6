using Assistant.Health;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>What is free where the data folder lies. A database server's disk is its own operator's to watch. Thread-safe.</summary>
internal sealed class FreeSpace(IOptions<DataOptions> data, IOptions<StorageOptions> storage, MasterKeySource keys) : IFreeSpace
{
    /// <summary>Keys may lie on a small volume of their own: of that a part has to be free.</summary>
    private const int PartOfKeys = 20;

    private readonly string _folder = data.Value.EffectiveDirectory;

    public long? Bytes => Disk.Of(_folder).Free;

    public bool IsExhausted => !storage.Value.IsPostgres
        && (Bytes < data.Value.LeastFree || (Disk.Of(keys.Directory) is { Free: { } free, Size: { } size } && free < Math.Min(data.Value.LeastFree, size / PartOfKeys)));
}
