using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>Requests as rows of the installation, until the transaction that erases takes them along.</summary>
internal sealed class ErasureRequests(StoreReader reader, GroupCommitWriter writer, ChainEntries chain, SubjectKeys keys, HeldWords held, TimeProvider time) : IErasureRequests, IDisposable
{
    private const string Prefix = "erase:";

    private static readonly Statement s_set = new("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("name", DbType.String), ("value", DbType.String));
    private static readonly Statement s_remove = new("DELETE FROM installation WHERE name = @name", ("name", DbType.String));

    private readonly SemaphoreSlim _added = new(0);

    public async Task<string> AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        await held.RefuseAsync(person, cancellationToken);
        var now = time.GetUtcNow();
        var chained = chain.OfPerson(ChainKinds.ErasureRequested, person, now, [], null);
        await writer.WriteAsync(conversation, session =>
        {
            var added = session.Execute(s_set, Name(person), $"{now:O} {conversation}") == 1;
            if (added)
                session.Chain(chained);
            return added;
        });
        _added.Release();
        return keys.ForWriting(person).Pseudonym;
    }

    /// <summary>False when nothing was added within the time.</summary>
    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _added.WaitAsync(most, cancellationToken);

    public void Dispose() => _added.Dispose();

    public async Task<IReadOnlyList<ErasureRequest>> ListAsync(CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT name, value FROM installation WHERE name LIKE 'erase:%' ORDER BY value", row => Request(row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>Neither a message that waits nor an answer that is on its way.</summary>
    public async Task<bool> IsAnsweredAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT 1 FROM inbox WHERE conversation = @key AND NOT done UNION ALL SELECT 1 FROM outbox WHERE conversation = @key", row => row.GetInt32(0), cancellationToken, ("key", conversation.ToString())) is [];

    public Task RemoveAsync(ContentOwner person) => writer.WriteAsync(new ConversationKey(person.Tenant, "erasure", ""), session => Remove(session, person));

    public static int Remove(StoreSession session, ContentOwner person) => session.Execute(s_remove, Name(person));

    private static string Name(ContentOwner person) => $"{Prefix}{Uri.EscapeDataString(person.Tenant)}/{Uri.EscapeDataString(person.SubjectId)}";

    private static ErasureRequest Request(string name, string value)
    {
        var (parts, space) = (name[Prefix.Length..].Split('/'), value.IndexOf(' ', StringComparison.Ordinal));
        return new(new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])), ConversationKey.Parse(value[(space + 1)..]),
            DateTimeOffset.Parse(value.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture));
    }
}

internal sealed record ErasureRequest(ContentOwner Person, ConversationKey Conversation, DateTimeOffset At);
