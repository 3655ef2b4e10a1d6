using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>Requests as rows of the installation, until the transaction that erases takes them along; kept with the keys, too, until an erasure begins (<see cref="KeptNotes"/>).</summary>
internal sealed class ErasureRequests(StoreReader reader, GroupCommitWriter writer, ChainEntries chain, SubjectKeys keys, KeptNotes kept, HeldWords held, TimeProvider time) : IErasureRequests, IDisposable
{
    private static readonly Statement s_set = new("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("name", DbType.String), ("value", DbType.String));
    private static readonly Statement s_remove = new("DELETE FROM installation WHERE name = @name", ("name", DbType.String));

    private readonly SemaphoreSlim _added = new(0);

    public async Task<string> AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        await held.RefuseAsync(person, cancellationToken);
        var value = $"{time.GetUtcNow():O} {conversation}";
        await WriteAsync(person, conversation, value, null);
        kept.Add(KeptNotes.Erase, person, value);
        _added.Release();
        return keys.ForWriting(person).Pseudonym;
    }

    /// <summary>Adds those again that the keys know of and the log does not, as it was put back from a backup of before them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PutBackAsync(string tenant, string by, CancellationToken cancellationToken)
    {
        var there = (await ListAsync(cancellationToken)).Select(request => request.Person).ToHashSet();
        var lost = kept.List(KeptNotes.Erase, tenant).Where(note => !there.Contains(note.Person)).ToList();
        foreach (var (person, value) in lost)
            await WriteAsync(person, Request(Name(person), value).Conversation, value, by);
        return lost.Count;
    }

    /// <summary>False when nothing was added within the time.</summary>
    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _added.WaitAsync(most, cancellationToken);

    public void Dispose() => _added.Dispose();

    public async Task<IReadOnlyList<ErasureRequest>> ListAsync(CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT name, value FROM installation WHERE name LIKE 'erase:%' ORDER BY value", row => Request(row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>Neither a message that waits nor an answer that is on its way.</summary>
    public async Task<bool> IsAnsweredAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT 1 FROM inbox WHERE conversation = @key AND NOT done UNION ALL SELECT 1 FROM outbox WHERE conversation = @key", row => row.GetInt32(0), cancellationToken, ("key", conversation.ToString())) is [];

    public async Task RemoveAsync(ContentOwner person)
    {
        await writer.WriteAsync(new ConversationKey(person.Tenant, "erasure", ""), session => Remove(session, person));
        kept.Remove(KeptNotes.Erase, person);
    }

    public static int Remove(StoreSession session, ContentOwner person) => session.Execute(s_remove, Name(person));

    private Task<bool> WriteAsync(ContentOwner person, ConversationKey conversation, string value, string? by)
    {
        var chained = chain.OfPerson(ChainKinds.ErasureRequested, person, time.GetUtcNow(), [], by);
        return writer.WriteAsync(conversation, session =>
        {
            var added = session.Execute(s_set, Name(person), value) == 1;
            if (added)
                session.Chain(chained);
            return added;
        });
    }

    private static string Name(ContentOwner person) => KeptNotes.Name(KeptNotes.Erase, person);

    private static ErasureRequest Request(string name, string value)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return new(KeptNotes.Person(KeptNotes.Erase, name), ConversationKey.Parse(value[(space + 1)..]), DateTimeOffset.Parse(value.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture));
    }
}

internal sealed record ErasureRequest(ContentOwner Person, ConversationKey Conversation, DateTimeOffset At);
