using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>Every person's key, wrapped by the master key, apart from the data. Destroying a key here is what erases its person. Thread-safe; opened on first use.</summary>
internal sealed class KeyStore(IKeyDatabase database, MasterKeySource source, TimeProvider time) : IKeyRotation
{
    /// <summary>That may come while one key is made.</summary>
    private const int MostRotations = 5;

    private readonly Lock _shredding = new();
    private readonly KeyOpening _opening = new(database, source);

    /// <summary>Names this key store; the data knows by it which one it was written with.</summary>
    public string Id => Opened.StoreId;

    public string MasterKeyId => Opened.Master.Id;

    public string Description => database.Description;

    /// <inheritdoc cref="IKeyDatabase.IsWithTheLog"/>
    public bool IsWithTheLog => database.IsWithTheLog;

    /// <summary>Opens the key store.</summary>
    /// <param name="bound">The one that the log was written with; null when it was with none yet.</param>
    /// <exception cref="KeyStoreException">It is not that one, or cannot be opened; nothing was made or changed.</exception>
    public void Open(string? bound)
    {
        if (bound is not null && !database.Exists())
            throw Missing(bound, "is not there, or has lost its name");
        if (bound is not null && Opened.StoreId != bound)
            throw Missing(bound, $"is {Opened.StoreId}");
    }

    public string SigningPublicKey
    {
        get
        {
            using var signer = NewSigner();
            return Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>The installation's signing key; dispose it after use.</summary>
    public ECDsa NewSigner() => Opened.NewSigner();

    /// <summary>The key of a person; null when none was made or it was destroyed.</summary>
    public SubjectKey? Find(ContentOwner owner)
    {
        if (Read(commands => commands.First("SELECT key_id, pseudonym, wrapped FROM subject_keys WHERE tenant = @a AND subject = @b",
            row => new Row(unchecked((ulong)row.GetInt64(0)), row.GetString(1), row.GetFieldValue<byte[]>(2)), owner.Tenant, owner.SubjectId)) is not { } found)
            return null;
        try
        {
            return new(found.Id, found.Pseudonym, Opened.Master.Unwrap(found.Wrapped));
        }
        catch (InvalidDataException)
        {
            // The master key was changed by another process: from its file the new one is read, or it is said which is needed.
            _opening.Close();
            return new(found.Id, found.Pseudonym, Opened.Master.Unwrap(found.Wrapped));
        }
    }

    /// <summary>Whose key it is; null when there is none of that id.</summary>
    public ContentOwner? OwnerOf(ulong keyId) =>
        Read(commands => commands.Query("SELECT tenant, subject FROM subject_keys WHERE key_id = @a", row => new ContentOwner(row.GetString(0), row.GetString(1)), unchecked((long)keyId))) is [var owner, ..] ? owner : null;

    /// <summary>The key of a person, made now when there is none; on disk before anything is sealed with it.</summary>
    public SubjectKey FindOrAdd(ContentOwner owner)
    {
        if (Find(owner) is { } known)
            return known;
        AskWithMaster((commands, master) => commands.Execute(
            "INSERT INTO subject_keys (key_id, tenant, subject, pseudonym, wrapped, created_at) VALUES (@a, @b, @c, @d, @e, @f) ON CONFLICT DO NOTHING",
            NewId(), owner.Tenant, owner.SubjectId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), NewKey(master), time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Find(owner) ?? throw new StorageUnavailableException("A key was erased while it was made.");
    }

    /// <summary>Replaces a key, when there is one, by a new one of the same pseudonym: what was sealed with it is gone, and the chain goes on speaking of the same.</summary>
    public void Renew(ContentOwner owner) => AskWithMaster((commands, master) => commands.Execute(
        "UPDATE subject_keys SET key_id = @a, wrapped = @b WHERE tenant = @c AND subject = @d", NewId(), NewKey(master), owner.Tenant, owner.SubjectId));

    /// <summary>Runs commands on the key store in one transaction.</summary>
    /// <exception cref="StorageUnavailableException">The key store is away.</exception>
    public T Ask<T>(Func<KeyCommands, T> run)
    {
        return Use(connection =>
        {
            using var transaction = connection.BeginTransaction();
            var result = run(new KeyCommands(connection, transaction));
            transaction.Commit();
            return result;
        });
    }

    /// <summary>Reads without a transaction, beside whoever writes.</summary>
    /// <exception cref="StorageUnavailableException">The key store is away.</exception>
    public T Read<T>(Func<KeyCommands, T> run) => Use(connection => run(new KeyCommands(connection, null)));

    /// <summary>What was deleted may still be found in the database's files: <see cref="Shred"/> could not have its way.</summary>
    public bool IsShredDue { get; private set; }

    /// <summary>After something was deleted: so that nobody finds it in the files. Never throws, as the deletion is done; what could not be done now is due.</summary>
    /// <param name="keys">Keys were deleted or replaced, and not only what is noted beside them.</param>
    public void Shred(bool keys)
    {
        // One after the other: whoever had its way has not had it for what another deleted meanwhile.
        lock (_shredding)
        {
            // What is due may be keys.
            var whole = keys || IsShredDue;
            try
            {
                IsShredDue = !Guarded(() => database.Shred(whole));
            }
            catch (StorageUnavailableException)
            {
                IsShredDue = true;
            }
        }
    }

    /// <inheritdoc cref="IKeyDatabase.TryHoldErasures"/>
    /// <exception cref="StorageUnavailableException">The key store is away.</exception>
    public IDisposable? TryHoldErasures() => Guarded(database.TryHoldErasures);

    /// <summary>Wraps every key with a new master key; no data is touched. A crash leaves the old one or the new one in force, never a mixture.</summary>
    /// <param name="given">The new key where the old one does not lie in a file of ours: whoever keeps it configures the new one afterwards. Null to make one.</param>
    /// <returns>The new key's id.</returns>
    /// <exception cref="KeyStoreException">No key was given, and the old one does not lie in a file.</exception>
    public string Rotate(MasterKey? given)
    {
        if (given is null && !source.IsFile)
            throw new KeyStoreException("The master key is given by Privacy:MasterKey or Privacy:MasterKeyCommand: make the new one where that is kept, and name a file with it (--new-key FILE).");
        var (old, next) = (Opened.Master, given ?? MasterKey.New());
        using (TurnTelemetry.StartStep("rotate.wrap"))
            Ask(commands => MasterKeyChange.Apply(commands, old, next, () =>
            {
                if (source.IsFile)
                    MasterKeySource.Write(source.NextFile, next);
            }));
        if (source.IsFile)
        {
            using var step = TurnTelemetry.StartStep("rotate.file");
            source.TakeNext(next);
            _opening.Close();
        }
        Shred(keys: true);
        return next.Id;
    }

    string IKeyRotation.Rotate(string? newKey) => Rotate(newKey is null ? null : MasterKey.Parse(newKey, "the file"));

    /// <summary>In one transaction, within which no rotation replaces the master key: what is wrapped with another than the one in force could never be opened again.</summary>
    private int AskWithMaster(Func<KeyCommands, MasterKey, int> run)
    {
        for (var tried = 0; ; tried++)
        {
            var opened = Opened;
            if (Ask(commands => commands.Setting(OpenedKeys.MasterName, database.ForShare) == opened.Master.Id ? run(commands, opened.Master) : (int?)null) is { } rows)
                return rows;
            if (tried == MostRotations)
                throw new StorageUnavailableException("The master key is being replaced.");
            // By another process: from its file the new one is read, or it is said which is needed.
            _opening.Close();
        }
    }

    private static long NewId() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    private static byte[] NewKey(MasterKey master) => master.Wrap(RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes));

    private T Use<T>(Func<DbConnection, T> use) => Guarded(() =>
    {
        using var connection = database.Open();
        return use(connection);
    });

    private T Guarded<T>(Func<T> run)
    {
        _ = Opened;
        try
        {
            return run();
        }
        catch (DbException e)
        {
            throw new StorageUnavailableException($"The key store {database.Description} cannot be used.", e);
        }
    }

    private OpenedKeys Opened => _opening.Keys;

    private KeyStoreException Missing(string bound, string found) => new(
        $"The log was written with key store {bound}, but {database.Description} {found}: nothing of it could be read. Put the right one back, or say where it is (Privacy:KeyDirectory, Privacy:KeyConnectionString). Nothing was changed.");

    private sealed record Row(ulong Id, string Pseudonym, byte[] Wrapped);
}
