using System.Security.Cryptography;

namespace Assistant.Storage.Keys;

/// <summary>A key store and the master key that opens it, checked against each other.</summary>
internal sealed class OpenedKeys
{
    internal const string StoreName = "store_id";
    internal const string MasterName = "master_key_id";
    internal const string SignerName = "signing_key";
    private readonly string _signer;

    private OpenedKeys(string storeId, MasterKey master, string signer) => (StoreId, Master, _signer) = (storeId, master, signer);

    public string StoreId { get; }
    public MasterKey Master { get; }

    /// <summary>ECDSA P-256; dispose it after use.</summary>
    public ECDsa NewSigner()
    {
        var signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(Convert.FromBase64String(_signer), out _);
        return signer;
    }

    /// <exception cref="KeyStoreException">The master key that the store was locked with is not there, or another one is, or the store is not whole; nothing was changed.</exception>
    public static OpenedKeys Open(IKeyDatabase database, MasterKeySource source)
    {
        database.Prepare();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var commands = new KeyCommands(connection, transaction);
        // Not while a rotation is on its way: the file that it leaves would look like that of an interrupted one.
        var settings = commands.Query($"SELECT name, value FROM settings WHERE name IN ('{StoreName}', '{MasterName}', '{SignerName}'){database.ForShare}", row => (Name: row.GetString(0), Value: row.GetString(1))).ToDictionary(row => row.Name, row => row.Value);
        // They were written together: a new one in place of a lost one would make everything that rests on it look forged.
        if (settings.Count > 0 && new[] { StoreName, MasterName, SignerName }.FirstOrDefault(name => !settings.ContainsKey(name)) is { } lost)
            throw new KeyStoreException($"The key store {database.Description} is not whole: the row '{lost}' of its table settings is missing. Put that row back from a copy of the key store; nothing was changed.");
        var needed = settings.GetValueOrDefault(MasterName);
        var master = Matching(source, needed, database.Description);
        needed = commands.SettingOrAdd(MasterName, master.Id);
        if (needed != master.Id)
            throw Wrong(database.Description, needed, master.Id, source);
        var storeId = commands.SettingOrAdd(StoreName, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var signer = commands.Setting(SignerName) ?? commands.SettingOrAdd(SignerName, master.WrapText(NewSigningKey()));
        transaction.Commit();
        return new(storeId, master, Unwrapped(signer, master, database.Description));
    }

    private static MasterKey Matching(MasterKeySource source, string? needed, string store)
    {
        var found = source.Find();
        if (needed is null)
            return found ?? Made(source);
        if (found?.Id == needed)
        {
            // A rotation that was interrupted before the store was wrapped anew.
            if (source.IsFile)
                File.Delete(source.NextFile);
            return found;
        }
        // ... or between that and the file's renaming.
        if (source.IsFile && MasterKeySource.Read(source.NextFile) is { } next && next.Id == needed)
        {
            source.TakeNext(next);
            return next;
        }
        throw found is null
            ? new KeyStoreException($"The key store {store} is locked with master key {needed}, and {source.File} does not exist. Put that key back; nothing was changed. Without it no stored content can be read.")
            : Wrong(store, needed, found.Id, source);
    }

    private static string Unwrapped(string signer, MasterKey master, string store)
    {
        try
        {
            return master.UnwrapText(signer);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new KeyStoreException($"The installation's signing key in the key store {store} (the row '{SignerName}' of its table settings) is damaged or was changed. Put that row back from a copy of the key store; nothing was changed.", e);
        }
    }

    private static MasterKey Made(MasterKeySource source)
    {
        var master = MasterKey.New();
        MasterKeySource.Write(source.File, master);
        return master;
    }

    private static KeyStoreException Wrong(string store, string needed, string found, MasterKeySource source) => new(
        $"The key store {store} is locked with master key {needed}, but the key given ({(source.IsFile ? source.File : "Privacy:MasterKey")}) is {found}. Give the right one; nothing was changed.");

    private static string NewSigningKey()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(signer.ExportPkcs8PrivateKey());
    }
}
