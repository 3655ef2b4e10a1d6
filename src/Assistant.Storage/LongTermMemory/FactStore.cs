using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Assistant.Storage.Archive;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;
using Statement = Assistant.Storage.Writing.Statement;

namespace Assistant.Storage.LongTermMemory;

/// <summary>Ledgers as rows of the log's database, one a person, under the person's key.</summary>
internal sealed class FactStore(GroupCommitWriter writer, StoreReader reader, ContentCodec content, MemoryLog log, KeyStore keys) : IFactStore, IPersonalArchive
{
    private static readonly string s_payload = DestroyedKeys.Unless("@key", "@payload");

    private static readonly Statement s_add = new(
        $"INSERT INTO fact_ledgers (tenant, subject, version, payload) VALUES (@tenant, @subject, 1, {s_payload}) ON CONFLICT (tenant, subject) DO NOTHING",
        ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary), ("key", DbType.String));

    private static readonly Statement s_replace = new(
        $"UPDATE fact_ledgers SET payload = {s_payload}, version = version + 1 WHERE tenant = @tenant AND subject = @subject AND version = @version",
        ("payload", DbType.Binary), ("tenant", DbType.String), ("subject", DbType.String), ("version", DbType.Int64), ("key", DbType.String));

    private static readonly Statement s_remove = new($"DELETE FROM fact_ledgers WHERE tenant = @tenant AND subject = @subject AND {DestroyedKeys.NotSpared}", ("tenant", DbType.String), ("subject", DbType.String), ("spared", DbType.Binary));

    private static readonly Statement s_clear = new(
        $"INSERT INTO fact_ledgers (tenant, subject, version, payload) VALUES (@tenant, @subject, 1, {s_payload}) ON CONFLICT (tenant, subject) DO UPDATE SET payload = excluded.payload, version = fact_ledgers.version + 1",
        ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary), ("key", DbType.String));

    /// <summary>The message is there, and not passed over.</summary>
    private const string MayBeLearnt =
        $"""
        conversation = @conversation AND activity_id = @activity AND tenant = @tenant AND subject = @subject AND sequence >
        coalesce((SELECT c.sequence FROM memory_cursors c WHERE c.tenant = @tenant AND c.subject = @subject AND c.conversation = '{MemoryCursorRow.PassedOver}' || @conversation), 0)
        """;

    /// <summary>Holds the message until the transaction ends: an erasure takes it before the ledger.</summary>
    private static readonly Statement s_holdMessage = new($"UPDATE inbox SET done = done WHERE {MayBeLearnt}",
        ("conversation", DbType.String), ("activity", DbType.String), ("tenant", DbType.String), ("subject", DbType.String));

    public async Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT payload, version FROM fact_ledgers WHERE tenant = @tenant AND subject = @subject",
            row => new StoredLedger(State(person, row.GetFieldValue<byte[]>(0)), row.GetInt64(1)),
            cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId))).FirstOrDefault();

    public async Task<LedgerSave> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, SaidMessage? said, CancellationToken cancellationToken)
    {
        // Before anything is sealed: an erased person gets no new key.
        if (said is not null && !await MayBeLearntAsync(person, said, cancellationToken))
            return LedgerSave.NotToLearn;
        var payload = content.Write(person, state, StoreJson.Default.LedgerState);
        var key = DestroyedKeys.NameOf(payload);
        var record = log.Prepare(person, change);
        // With the conversation's other writes, which hold the same message: two writers that each wait for the other's would be a deadlock.
        return await writer.WriteAsync(said?.Conversation ?? Queue(person), session =>
        {
            if (said is not null && session.Execute(s_holdMessage, said.Conversation.ToString(), said.ActivityId, person.Tenant, person.SubjectId) == 0)
                return LedgerSave.NotToLearn;
            if ((version == 0 ? session.Execute(s_add, person.Tenant, person.SubjectId, payload, key) : session.Execute(s_replace, payload, person.Tenant, person.SubjectId, version, key)) == 0)
                return LedgerSave.Behind;
            MemoryLog.Write(session, record);
            return LedgerSave.Saved;
        });
    }

    public Task ClearAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken)
    {
        var payload = content.Write(person, new LedgerState([], []), StoreJson.Default.LedgerState);
        var record = log.Prepare(person, change);
        return writer.WriteAsync(Queue(person), session =>
        {
            MemoryLog.Write(session, record);
            return session.Execute(s_clear, person.Tenant, person.SubjectId, payload, DestroyedKeys.NameOf(payload));
        });
    }

    public Task RemoveAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var spared = DestroyedKeys.Spared(keys.Find(person));
        return writer.WriteAsync(Queue(person), session => Remove(session, person, spared));
    }

    /// <summary>Within the transaction of an erasure.</summary>
    internal static int Remove(StoreSession session, ContentOwner person, byte[] spared) => session.Execute(s_remove, person.Tenant, person.SubjectId, spared);

    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LoadAsync(person, cancellationToken) is not { } stored)
            yield break;
        foreach (var kept in stored.State.Statements)
            yield return new("fact", kept.Conversation.Length == 0 ? null : kept.Conversation, $"{kept.EpisodeId}/{kept.Position}", kept.SaidAt, JsonSerializer.Serialize(kept, StoreJson.Default.KeptStatement));
    }

    /// <summary>Of a destroyed key it is empty: the next one takes its place.</summary>
    private LedgerState State(ContentOwner person, byte[] stored)
    {
        try
        {
            return content.Read(person, stored, StoreJson.Default.LedgerState);
        }
        catch (ContentErasedException)
        {
            return new([], []);
        }
    }

    private async Task<bool> MayBeLearntAsync(ContentOwner person, SaidMessage said, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT 1 FROM inbox WHERE {MayBeLearnt}", row => row.GetInt32(0), cancellationToken,
            ("conversation", said.Conversation.ToString()), ("activity", said.ActivityId), ("tenant", person.Tenant), ("subject", person.SubjectId)) is not [];

    private static ConversationKey Queue(ContentOwner person) => new(person.Tenant, "memory", person.SubjectId);
}
