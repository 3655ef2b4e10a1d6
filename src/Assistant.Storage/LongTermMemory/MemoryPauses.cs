using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>A person's pause as a row beside what their memory has taken in; it goes with an erasure, and outlasts that all is forgotten.</summary>
internal sealed class MemoryPauses(GroupCommitWriter writer, StoreReader reader, MemoryLog log) : IMemoryPauses
{
    public async Task<DateTimeOffset?> SilentUntilAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT sequence FROM memory_cursors WHERE {MemoryStatements.Mine} AND conversation = @conversation", row => row.GetInt64(0), cancellationToken,
            ("tenant", person.Tenant), ("subject", person.SubjectId), ("conversation", MemoryCursorRow.Pause)) is [var until] ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null;

    public Task SetAsync(ContentOwner person, DateTimeOffset silentUntil, CancellationToken cancellationToken)
    {
        var record = log.Prepare(person, new(silentUntil == DateTimeOffset.MaxValue ? MemoryEventKind.Paused : MemoryEventKind.Resumed));
        return writer.WriteAsync(new ConversationKey(person.Tenant, "memory", person.SubjectId), session =>
        {
            MemoryLog.Write(session, record);
            return session.Execute(MemoryStatements.TakeIn, person.Tenant, person.SubjectId, MemoryCursorRow.Pause, silentUntil.ToUnixTimeMilliseconds());
        });
    }
}
