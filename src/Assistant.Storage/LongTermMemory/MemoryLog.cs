using System.Data;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Archive;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>What was done to a person's memory and seen of their data, as rows of the log: under the person's key, and in the chain by their hash.</summary>
internal sealed class MemoryLog(GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, KeyStore keys, LogActor actor, TimeProvider time) : IMemoryLog, IPersonalArchive
{
    public const string Table = "memory_events", ArchivedKind = "memory_event";

    private static readonly (string, DbType)[] s_person = [("tenant", DbType.String), ("subject", DbType.String)];

    private static readonly Statement s_add = new(
        "INSERT INTO memory_events (tenant, subject, id, at, payload) VALUES (@tenant, @subject, @id, @at, @payload)",
        [.. s_person, ("id", DbType.String), ("at", DbType.Int64), ("payload", DbType.Binary)]);

    private static readonly Statement s_removeAll = new($"DELETE FROM memory_events WHERE tenant = @tenant AND subject = @subject AND {DestroyedKeys.NotSpared}", [.. s_person, ("spared", DbType.Binary)]);

    private static readonly Statement s_old = new("SELECT id FROM memory_events WHERE tenant = @tenant AND subject = @subject AND at < @before", [.. s_person, ("before", DbType.Int64)]);

    private static readonly Statement s_removeOne = new("DELETE FROM memory_events WHERE tenant = @tenant AND subject = @subject AND id = @id", [.. s_person, ("id", DbType.String)]);

    /// <summary>Sealed and hashed by the caller's thread, for a transaction to write with what it records. Null of null.</summary>
    public MemoryRecord? Prepare(ContentOwner person, MemoryEvent? what)
    {
        if (what is null)
            return null;
        var now = time.GetUtcNow();
        // Begins with the time, so that rows of one person lie together in their order.
        var id = Guid.CreateVersion7(now).ToString("N");
        var by = what.By ?? actor.Name;
        var payload = content.Write(person, what.OtherIds, what with { By = by }, StoreJson.Default.MemoryEvent);
        var chained = chain.OfPerson(what.Kind == MemoryEventKind.Looked ? ChainKinds.Looked : ChainKinds.Memory, person, now, [ChainedTable.MemoryEvents.Row(id, payload, person.SubjectId, now.ToUnixTimeMilliseconds())], by == LogActor.Person.Name ? null : by);
        return new(person, id, now.ToUnixTimeMilliseconds(), payload, chained);
    }

    public static void Write(StoreSession session, MemoryRecord? record)
    {
        if (record is null)
            return;
        session.Post(s_add, record.Person.Tenant, record.Person.SubjectId, record.Id, record.At, record.Payload);
        session.Chain(record.Chained);
    }

    public Task AppendAsync(ContentOwner person, MemoryEvent seen, CancellationToken cancellationToken)
    {
        // A look at somebody of whom nothing is stored makes no key for them; who was erased while a model wrote leaves nothing.
        var isUnknown = keys.Find(person) is null;
        if (isUnknown && seen.Kind is MemoryEventKind.Summarised or MemoryEventKind.Extracted)
            return Task.CompletedTask;
        var entry = isUnknown ? ChainEntries.OfNobody(ChainKinds.Looked, person.Tenant, time.GetUtcNow(), seen.By ?? actor.Name) : null;
        var record = entry is null ? Prepare(person, seen) : null;
        return writer.WriteAsync(new ConversationKey(person.Tenant, "memory", person.SubjectId), session =>
        {
            Write(session, record);
            if (entry is not null)
                session.Chain(entry);
            return true;
        });
    }

    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One by one: what a model was given to sum up is long.
        (string, object)[] mine = [("tenant", person.Tenant), ("subject", person.SubjectId)];
        foreach (var id in await reader.QueryAsync("SELECT id FROM memory_events WHERE tenant = @tenant AND subject = @subject ORDER BY id", row => row.GetString(0), cancellationToken, mine))
            foreach (var item in await reader.QueryAsync("SELECT at, payload FROM memory_events WHERE tenant = @tenant AND subject = @subject AND id = @id",
                row => (At: row.GetInt64(0), Json: content.RevealWritten(person, row.GetFieldValue<byte[]>(1))), cancellationToken, [.. mine, ("id", id)]))
            {
                // As it is stored, so that what earlier versions wrote is there, too.
                var what = JsonSerializer.Deserialize(item.Json, StoreJson.Default.MemoryEvent)!;
                yield return new(ArchivedKind, what.Conversation, id, DateTimeOffset.FromUnixTimeMilliseconds(item.At), Encoding.UTF8.GetString(item.Json));
            }
    }

    /// <summary>What a model was told of a person's conversations, to sum up and to learn from.</summary>
    /// <returns>Ids by conversation.</returns>
    public async Task<Dictionary<string, List<string>>> SummariesAsync(ContentOwner person, DateTimeOffset before, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT id, payload FROM memory_events WHERE tenant = @tenant AND subject = @subject AND at < @before",
            row => (Id: row.GetString(0), Event: content.Read(person, row.GetFieldValue<byte[]>(1), StoreJson.Default.MemoryEvent)), cancellationToken,
            ("tenant", person.Tenant), ("subject", person.SubjectId), ("before", before.ToUnixTimeMilliseconds())))
            .Where(row => row.Event is { Kind: MemoryEventKind.Summarised or MemoryEventKind.Extracted, Conversation: not null })
            .GroupBy(row => row.Event.Conversation!, row => row.Id).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    /// <summary>Removes some of those, where they are still there.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveAsync(ContentOwner person, IReadOnlyCollection<string> ids) =>
        ids.Count == 0 ? 0 : await writer.WriteAsync(new ConversationKey(person.Tenant, "memory", person.SubjectId), session => Expire(session, person, ids));

    /// <summary>Within the transaction of an erasure.</summary>
    /// <param name="spared">See <see cref="DestroyedKeys.Spared"/>.</param>
    /// <returns>How many went.</returns>
    public static int RemoveAll(StoreSession session, ContentOwner person, byte[] spared) => session.Execute(s_removeAll, person.Tenant, person.SubjectId, spared);

    /// <summary>Removes those before a time, and says so in the chain.</summary>
    /// <returns>How many.</returns>
    public Task<int> ExpireAsync(ContentOwner person, DateTimeOffset before) => writer.WriteAsync(new ConversationKey(person.Tenant, "memory", person.SubjectId), session =>
    {
        var ids = new List<string>();
        using (var rows = session.Query(s_old, person.Tenant, person.SubjectId, before.ToUnixTimeMilliseconds()))
            while (rows.Read())
                ids.Add(rows.GetString(0));
        return Expire(session, person, ids);
    });

    private int Expire(StoreSession session, ContentOwner person, IReadOnlyCollection<string> ids)
    {
        ChainedRow[] gone = [.. ids.Where(id => session.Execute(s_removeOne, person.Tenant, person.SubjectId, id) > 0).Select(id => new ChainedRow(Table, id, ""))];
        if (gone.Length > 0)
            session.Chain(chain.OfPerson(ChainKinds.Expired, person, time.GetUtcNow(), gone, null));
        return gone.Length;
    }
}

/// <summary>A row of the log before a transaction writes it.</summary>
internal sealed record MemoryRecord(ContentOwner Person, string Id, long At, byte[] Payload, ChainEntry Chained);
