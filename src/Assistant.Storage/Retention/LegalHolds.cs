using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Retention;

/// <summary>Legal holds, as rows of the installation; setting and releasing one is recorded in the chain. They are kept with the keys, too (<see cref="KeptNotes"/>).</summary>
internal sealed class LegalHolds(StoreReader reader, GroupCommitWriter writer, SubjectKeys keys, KeptNotes kept, ErasureLedger ledger, TimeProvider time) : ILegalHolds
{
    private const string Find = "SELECT 1 FROM installation WHERE name = @name";

    private static readonly Statement s_set = new("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("name", DbType.String), ("value", DbType.String));
    private static readonly Statement s_find = new(Find, ("name", DbType.String));
    private static readonly Statement s_release = new("DELETE FROM installation WHERE name = @name", ("name", DbType.String));

    public Task SetAsync(ContentOwner person, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToString("O");
        // With the keys first, where erasures begin.
        ledger.Hold(person, now);
        return SetAsync(person, now, by);
    }

    public async Task<bool> ReleaseAsync(ContentOwner person, string by, CancellationToken cancellationToken)
    {
        var released = await WriteAsync(person, by, ChainKinds.Released, session => session.Execute(s_release, Name(person)) == 1);
        return kept.Remove(KeptNotes.Hold, person) || released;
    }

    /// <summary>Sets those again that the keys know of and the log does not, as it was put back from a backup of before them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PutBackAsync(string tenant, string by, CancellationToken cancellationToken)
    {
        var there = await ListAsync(cancellationToken);
        var lost = kept.List(KeptNotes.Hold, tenant).Where(note => !there.Contains(note.Person)).ToList();
        foreach (var (person, value) in lost)
            await SetAsync(person, value, by);
        return lost.Count;
    }

    /// <summary>Those that the log has from before they were kept with the keys.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        foreach (var person in await ListAsync(cancellationToken))
            kept.Add(KeptNotes.Hold, person, time.GetUtcNow().ToString("O"));
    }

    public async Task<IReadOnlyList<ContentOwner>> ListAsync(CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT name FROM installation WHERE name LIKE 'hold:%' ORDER BY name", row => KeptNotes.Person(KeptNotes.Hold, row.GetString(0)), cancellationToken);

    public async Task<bool> ContainsAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync(Find, row => row.GetInt32(0), cancellationToken, ("name", Name(person))) is not [];

    /// <summary>Within a transaction that removes something of theirs.</summary>
    /// <exception cref="LegalHoldException">They are under a hold by now: nothing may go.</exception>
    public static void Refuse(StoreSession session, ContentOwner person)
    {
        if (session.ExecuteLong(s_find, Name(person)) is not null)
            throw new LegalHoldException();
    }

    public async Task RefuseAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (await ListAsync(cancellationToken) is { Count: > 0 } held && (await reader.QueryAsync("SELECT DISTINCT tenant, subject FROM activities WHERE conversation = @key",
            row => new ContentOwner(row.GetString(0), row.GetString(1)), cancellationToken, ("key", conversation.ToString()))).Exists(held.Contains))
            throw new LegalHoldException("Somebody in this conversation is under a legal hold: release it first (audit release).");
    }

    private Task<bool> SetAsync(ContentOwner person, string value, string by) => WriteAsync(person, by, ChainKinds.Held, session => session.Execute(s_set, Name(person), value) == 1);

    private Task<bool> WriteAsync(ContentOwner person, string by, string kind, Func<StoreSession, bool> change)
    {
        var entry = ChainEntry.Of(person.Tenant, new(kind, time.GetUtcNow().ToUnixTimeMilliseconds(), keys.ForWriting(person).Pseudonym, null) { By = by });
        return writer.WriteAsync(new ConversationKey(person.Tenant, "hold", ""), session =>
        {
            if (!change(session))
                return false;
            session.Chain(entry);
            return true;
        });
    }

    private static string Name(ContentOwner person) => KeptNotes.Name(KeptNotes.Hold, person);
}
