using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Retention;

/// <summary>Legal holds, as rows of the installation; setting and releasing one is recorded in the chain.</summary>
internal sealed class LegalHolds(StoreReader reader, GroupCommitWriter writer, SubjectKeys keys, TimeProvider time) : ILegalHolds
{
    private const string Prefix = "hold:", Find = "SELECT 1 FROM installation WHERE name = @name";

    private static readonly Statement s_set = new("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("name", DbType.String), ("value", DbType.String));
    private static readonly Statement s_find = new(Find, ("name", DbType.String));
    private static readonly Statement s_release = new("DELETE FROM installation WHERE name = @name", ("name", DbType.String));

    public Task SetAsync(ContentOwner person, string by, CancellationToken cancellationToken) =>
        WriteAsync(person, by, ChainKinds.Held, session => session.Execute(s_set, Name(person), time.GetUtcNow().ToString("O")) == 1);

    public Task<bool> ReleaseAsync(ContentOwner person, string by, CancellationToken cancellationToken) =>
        WriteAsync(person, by, ChainKinds.Released, session => session.Execute(s_release, Name(person)) == 1);

    public async Task<IReadOnlyList<ContentOwner>> ListAsync(CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT name FROM installation WHERE name LIKE 'hold:%' ORDER BY name", row => Person(row.GetString(0)), cancellationToken);

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

    private static string Name(ContentOwner person) => $"{Prefix}{Uri.EscapeDataString(person.Tenant)}/{Uri.EscapeDataString(person.SubjectId)}";

    private static ContentOwner Person(string name)
    {
        var parts = name[Prefix.Length..].Split('/');
        return new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
    }
}
