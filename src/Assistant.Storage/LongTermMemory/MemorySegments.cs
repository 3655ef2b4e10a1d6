using System.Data;
using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>A person's memory as rows of the log's database, each a segment under the person's key.</summary>
internal sealed class MemorySegments(GroupCommitWriter writer, StoreReader reader, ContentCodec content, TimeProvider time) : IMemorySegments
{
    private const string Mine = "tenant = @tenant AND subject = @subject";

    private static readonly Statement s_newest = new($"SELECT max(segment) FROM memory_segments WHERE {Mine}", ("tenant", DbType.String), ("subject", DbType.String));

    private static readonly Statement s_insert = new(
        "INSERT INTO memory_segments (tenant, subject, segment, items, payload) VALUES (@tenant, @subject, @segment, @items, @payload)",
        ("tenant", DbType.String), ("subject", DbType.String), ("segment", DbType.Int64), ("items", DbType.Int32), ("payload", DbType.Binary));

    private static readonly Statement s_removeOne = new(
        $"DELETE FROM memory_segments WHERE {Mine} AND segment = @segment", ("tenant", DbType.String), ("subject", DbType.String), ("segment", DbType.Int64));

    private static readonly Statement s_removeAll = new($"DELETE FROM memory_segments WHERE {Mine}", ("tenant", DbType.String), ("subject", DbType.String));

    private static readonly Statement s_items = new($"SELECT sum(items) FROM memory_segments WHERE {Mine}", ("tenant", DbType.String), ("subject", DbType.String));

    public async Task<long> NewestAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await reader.QueryAsync($"SELECT coalesce(max(segment), 0) FROM memory_segments WHERE {Mine}", row => row.GetInt64(0), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId)))[0];

    public async Task<IReadOnlyList<MemorySegment>> LoadAsync(ContentOwner person, long after, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT segment, payload FROM memory_segments WHERE {Mine} AND segment > @after ORDER BY segment",
            row => new MemorySegment(row.GetInt64(0), content.Reveal(person, row.GetFieldValue<byte[]>(1))), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId), ("after", after));

    public Task<AppendedSegment> AppendAsync(ContentOwner person, int items, byte[] plain, IReadOnlyList<long>? replaces, CancellationToken cancellationToken)
    {
        var sealedContent = content.Protect(person, plain);
        return writer.WriteAsync(Queue(person), session =>
        {
            var previous = session.ExecuteLong(s_newest, person.Tenant, person.SubjectId) ?? 0;
            // Microseconds since 1970: a memory that begins again after an erasure is told from the erased one.
            var number = Math.Max(previous + 1, time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
            if (replaces is null)
                session.Execute(s_removeAll, person.Tenant, person.SubjectId);
            foreach (var segment in replaces ?? [])
                session.Execute(s_removeOne, person.Tenant, person.SubjectId, segment);
            session.Execute(s_insert, person.Tenant, person.SubjectId, number, items, sealedContent);
            return new AppendedSegment(number, previous);
        });
    }

    public Task<long> RemoveAsync(ContentOwner person, CancellationToken cancellationToken) => writer.WriteAsync(Queue(person), session =>
    {
        var items = session.ExecuteLong(s_items, person.Tenant, person.SubjectId) ?? 0;
        session.Execute(s_removeAll, person.Tenant, person.SubjectId);
        return items;
    });

    /// <summary>One person's writes stay in order.</summary>
    private static ConversationKey Queue(ContentOwner person) => new(person.Tenant, "memory", person.SubjectId);
}
