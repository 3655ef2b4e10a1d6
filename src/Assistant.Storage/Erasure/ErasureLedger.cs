using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Privacy;
using Assistant.Storage.Keys;

namespace Assistant.Storage.Erasure;

/// <summary>Erasures as the key store keeps them: noted in the transaction that destroys the key, the person's name only until they are finished.</summary>
internal sealed class ErasureLedger(KeyStore keys, TimeProvider time) : IErasureReceipts
{
    private const string Columns = "SELECT position, tenant, subject, pseudonym, key_id, fingerprint, requested_at, requested_by FROM erasures";

    /// <summary>What an erasure found, by its position; until it is finished.</summary>
    private const string Found = "erasure:";

    /// <summary>Destroys the person's key. From here on there is no way back.</summary>
    /// <param name="key">The person's; null when they have none.</param>
    /// <exception cref="LegalHoldException">They are under a hold by now.</exception>
    /// <param name="found">What there is of them beside the log's rows: when it is finished, by whatever start, the receipt says so.</param>
    public BegunErasure Begin(ContentOwner person, SubjectKey? key, string requestedBy, IReadOnlyDictionary<string, long> found)
    {
        var pseudonym = key?.Pseudonym ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var fingerprint = key is null ? "" : Convert.ToHexStringLower(SHA256.HashData(key.Bytes).AsSpan(0, 16));
        var begun = keys.Ask(commands =>
        {
            commands.Alone();
            if (KeptNotes.IsThere(commands, KeptNotes.Hold, person))
                throw new LegalHoldException();
            KeptNotes.Remove(commands, KeptNotes.Erase, person);
            var position = commands.First("SELECT COALESCE(MAX(position), 0) FROM erasures", row => row.GetInt64(0)) + 1;
            commands.Execute("INSERT INTO erasures (position, tenant, subject, pseudonym, key_id, fingerprint, requested_at, requested_by) VALUES (@a, @b, @c, @d, @e, @f, @g, @h)",
                position, person.Tenant, person.SubjectId, pseudonym, unchecked((long)(key?.Id ?? 0)), fingerprint, time.GetUtcNow().ToUnixTimeMilliseconds(), requestedBy);
            commands.Execute("INSERT INTO settings (name, value) VALUES (@a, @b)", Name(position), JsonSerializer.Serialize(found, ErasureJson.Default.IReadOnlyDictionaryStringInt64));
            // That key alone: whoever has written for the first time since it was looked for is spared, with the key that this made.
            if (key is not null)
                commands.Execute("DELETE FROM subject_keys WHERE key_id = @a", unchecked((long)key.Id));
            return WithFound(commands, commands.First(Columns + " WHERE position = @a", Read, position)!);
        });
        keys.Shred(keys: false);
        return begun;
    }

    /// <summary>Notes a hold where no erasure of the person has begun, and none begins once it is there.</summary>
    /// <exception cref="ErasureBegunException">One has.</exception>
    public void Hold(ContentOwner person, string value) => keys.Ask(commands =>
    {
        commands.Alone();
        if (commands.Query("SELECT requested_at FROM erasures WHERE tenant = @a AND subject = @b AND receipt IS NULL", row => row.GetInt64(0), person.Tenant, person.SubjectId) is [var at, ..])
            throw new ErasureBegunException(DateTimeOffset.FromUnixTimeMilliseconds(at));
        KeptNotes.Add(commands, KeptNotes.Hold, person, value);
        return true;
    });

    public IReadOnlyList<BegunErasure> Unfinished() => keys.Read<IReadOnlyList<BegunErasure>>(commands => [.. commands.Query(Columns + " WHERE receipt IS NULL ORDER BY position", Read).Select(begun => WithFound(commands, begun))]);

    /// <returns>The receipt that stands: of whoever finished first.</returns>
    public ErasureReceipt Finish(BegunErasure begun, ErasureReceipt receipt)
    {
        var stands = keys.Ask(commands =>
        {
            commands.Execute("DELETE FROM settings WHERE name = @a", Name(begun.Position));
            commands.Execute("UPDATE erasures SET subject = '', requested_by = '', receipt = @a WHERE position = @b AND receipt IS NULL", System.Text.Encoding.UTF8.GetString(receipt.ToJson()), begun.Position);
            return commands.First("SELECT receipt FROM erasures WHERE position = @a", row => row.GetString(0), begun.Position);
        });
        // Now, as the keys of conversations have gone meanwhile, too; what a crash leaves between is ended by the next start.
        keys.Shred(keys: true);
        return stands is null ? receipt : ErasureReceipt.Parse(System.Text.Encoding.UTF8.GetBytes(stands)) ?? receipt;
    }

    /// <summary>Erasures that are finished, by the keys that they destroyed. Whose these were is not known any more.</summary>
    public IReadOnlyDictionary<ulong, BegunErasure> Destroyed(string tenant) => keys.Read(commands => commands.Query(Columns + " WHERE receipt IS NOT NULL AND key_id <> 0 AND tenant = @a ORDER BY position", Read, tenant))
        .ToDictionary(erasure => erasure.KeyId);

    public IReadOnlyList<ErasureReceipt> All() => [.. keys.Read(commands => commands.Query("SELECT receipt FROM erasures WHERE receipt IS NOT NULL ORDER BY position", row => row.GetString(0)))
        .Select(receipt => ErasureReceipt.Parse(System.Text.Encoding.UTF8.GetBytes(receipt))).OfType<ErasureReceipt>()];

    /// <summary>Grows with every erasure, by whichever process.</summary>
    public long Last() => keys.Read(commands => commands.First("SELECT COALESCE(MAX(position), 0) FROM erasures", row => row.GetInt64(0)));

    private static string Name(long position) => Found + position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Nothing of one that an earlier version began.</summary>
    private static BegunErasure WithFound(KeyCommands commands, BegunErasure begun) =>
        commands.Setting(Name(begun.Position)) is { } found ? begun with { Found = JsonSerializer.Deserialize(found, ErasureJson.Default.IReadOnlyDictionaryStringInt64)! } : begun;

    private static BegunErasure Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), new(row.GetString(1), row.GetString(2)), row.GetString(3), unchecked((ulong)row.GetInt64(4)), row.GetString(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), row.GetString(7));
}

/// <summary>An erasure whose key is destroyed and whose rows may still lie there.</summary>
/// <param name="KeyId">Of the destroyed key; 0 when there was none.</param>
internal sealed record BegunErasure(long Position, ContentOwner Person, string Pseudonym, ulong KeyId, string Fingerprint, DateTimeOffset RequestedAt, string RequestedBy)
{
    /// <summary>How much of what there was beside the log's rows when it began.</summary>
    public IReadOnlyDictionary<string, long> Found { get; init; } = new Dictionary<string, long>();
}

/// <summary>What a transaction took out of the log.</summary>
/// <param name="ChainBefore">The chain's head before, as in the receipt.</param>
internal sealed record ErasedRows(IReadOnlyDictionary<string, long> Counts, string ChainBefore);

[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(ErasedRows))]
internal sealed partial class ErasureJson : JsonSerializerContext;
