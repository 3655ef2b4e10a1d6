using System.Data;
using System.Globalization;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>
/// Keys that erasures have destroyed, as rows of the installation: another process may hold one a while longer. Whatever is sealed with a person's key, or chained under its pseudonym, looks there as it is
/// written; a transaction that finds its key fails with <see cref="KeyDestroyedException"/>.
/// </summary>
internal static class DestroyedKeys
{
    /// <summary>A condition of SQL on rows: they are not sealed with the key that a person has now, which only somebody who wrote since they were erased has.</summary>
    public const string NotSpared = "(length(payload) = 0 OR substr(payload, 1, 12) <> @spared)";

    private static readonly Statement s_add = new("INSERT INTO installation (name, value) VALUES (@name, '') ON CONFLICT (name) DO NOTHING", ("name", DbType.String));

    /// <summary>From the end of this transaction on, none writes under that key.</summary>
    public static void Add(StoreSession session, ulong keyId) => session.Execute(s_add, Name(keyId));

    /// <summary>In SQL, a value for a column that takes no null.</summary>
    /// <param name="name">The parameter with the <see cref="Name"/> of its key.</param>
    public static string Unless(string name, string value) => $"CASE WHEN EXISTS (SELECT 1 FROM installation WHERE name = {name}) THEN NULL ELSE {value} END";

    public static string Name(ulong keyId) => "gone:" + keyId.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Of the key that something is sealed with; of none, when it is not sealed.</summary>
    public static string NameOf(byte[] stored) => SealedEnvelope.Is(stored) ? Name(SealedEnvelope.KeyId(stored)) : "";

    /// <summary>The value for <see cref="NotSpared"/>.</summary>
    /// <param name="current">The person's key; null when there is none.</param>
    public static byte[] Spared(SubjectKey? current) => current is null ? [0] : SealedEnvelope.Head(current.Id);
}
