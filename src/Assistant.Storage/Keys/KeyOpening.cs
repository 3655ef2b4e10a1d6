using System.Data.Common;
using Assistant.Conversations;

namespace Assistant.Storage.Keys;

/// <summary>The key store's opened keys: opened on first use, and again when another process has replaced the master key. Thread-safe.</summary>
internal sealed class KeyOpening(IKeyDatabase database, MasterKeySource source)
{
    private readonly Lock _opening = new();
    private OpenedKeys? _opened;
    private bool _wasOpened;

    /// <exception cref="KeyStoreException">At the first time: the right master key is not there.</exception>
    /// <exception cref="StorageUnavailableException">Later on: another process has replaced it, and this one is cut off until it is started again with the new one.</exception>
    public OpenedKeys Keys
    {
        get
        {
            if (Volatile.Read(ref _opened) is { } opened)
                return opened;
            lock (_opening)
                return _opened ??= Open();
        }
    }

    /// <summary>They are opened anew at the next use: from its file the new master key is read, or it is said which is needed.</summary>
    public void Close() => Volatile.Write(ref _opened, null);

    private OpenedKeys Open()
    {
        try
        {
            var opened = OpenedKeys.Open(database, source);
            _wasOpened = true;
            return opened;
        }
        catch (Exception e) when (_wasOpened && e is (KeyStoreException or DbException))
        {
            throw new StorageUnavailableException($"The key store {database.Description} cannot be opened again: {e.Message}", e);
        }
    }
}
