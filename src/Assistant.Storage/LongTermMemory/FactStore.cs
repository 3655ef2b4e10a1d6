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
using Assistant.Storage.Writing;
using Statement = Assistant.Storage.Writing.Statement;

namespace Assistant.Storage.LongTermMemory;

/// <summary>Ledgers as rows of the log's database, one a person, under the person's key.</summary>
internal sealed class FactStore(GroupCommitWriter writer, StoreReader reader, ContentCodec content, MemoryLog log) : IFactStore, IPersonalArchive
{
    private static readonly Statement s_add = new(
        "INSERT INTO fact_ledgers (tenant, subject, version, payload) VALUES (@tenant, @subject, 1, @payload) ON CONFLICT (tenant, subject) DO NOTHING",
        ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    private static readonly Statement s_replace = new(
        "UPDATE fact_ledgers SET payload = @payload, version = version + 1 WHERE tenant = @tenant AND subject = @subject AND version = @version",
        ("payload", DbType.Binary), ("tenant", DbType.String), ("subject", DbType.String), ("version", DbType.Int64));

    private static readonly Statement s_remove = new("DELETE FROM fact_ledgers WHERE tenant = @tenant AND subject = @subject", ("tenant", DbType.String), ("subject", DbType.String));

    public async Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT payload, version FROM fact_ledgers WHERE tenant = @tenant AND subject = @subject",
            row => new StoredLedger(content.Read(person, row.GetFieldValue<byte[]>(0), StoreJson.Default.LedgerState), row.GetInt64(1)),
            cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId))).FirstOrDefault();

    public Task<bool> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, CancellationToken cancellationToken)
    {
        var payload = content.Write(person, state, StoreJson.Default.LedgerState);
        return WriteAsync(person, change,
            session => (version == 0 ? session.Execute(s_add, person.Tenant, person.SubjectId, payload) : session.Execute(s_replace, payload, person.Tenant, person.SubjectId, version)) == 1);
    }

    public Task<bool> RemoveAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken) =>
        WriteAsync(person, change, session => session.Execute(s_remove, person.Tenant, person.SubjectId) == 1);

    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LoadAsync(person, cancellationToken) is not { } stored)
            yield break;
        foreach (var kept in stored.State.Statements)
            yield return new("fact", kept.Conversation.Length == 0 ? null : kept.Conversation, $"{kept.EpisodeId}/{kept.Position}", kept.SaidAt, JsonSerializer.Serialize(kept, StoreJson.Default.KeptStatement));
    }

    private Task<bool> WriteAsync(ContentOwner person, MemoryEvent? change, Func<StoreSession, bool> write)
    {
        var record = log.Prepare(person, change);
        return writer.WriteAsync(Queue(person), session =>
        {
            if (!write(session))
                return false;
            MemoryLog.Write(session, record);
            return true;
        });
    }

    private static ConversationKey Queue(ContentOwner person) => new(person.Tenant, "memory", person.SubjectId);
}
