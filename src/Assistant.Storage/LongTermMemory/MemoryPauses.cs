using System.Data;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Erasure;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>
/// A person's pause as a row beside what their memory has taken in; it goes with an erasure, and outlasts that all is forgotten. Where it ends is noted conversation by conversation,
/// by the number of the last message: clocks go back.
/// </summary>
internal sealed class MemoryPauses(GroupCommitWriter writer, StoreReader reader, MemoryLog log, TimeProvider time) : IMemoryPauses
{
    private static readonly Statement s_takenIn = UpToNow("c.key", "RETURNING conversation"), s_passedOver = UpToNow($"'{MemoryCursorRow.PassedOver}' || c.key");

    public async Task<bool> IsPausedAsync(ContentOwner person, CancellationToken cancellationToken) => await RowAsync(person, cancellationToken) >= MemoryCursorRow.Paused;

    public async Task<DateTimeOffset?> SilentUntilAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await RowAsync(person, cancellationToken) is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null;

    public Task PauseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var record = log.Prepare(person, new(MemoryEventKind.Paused));
        return writer.WriteAsync(Queue(person), session =>
        {
            MemoryLog.Write(session, record);
            return session.Execute(MemoryStatements.TakeIn, person.Tenant, person.SubjectId, MemoryCursorRow.Pause, MemoryCursorRow.Paused);
        });
    }

    public Task ResumeAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var record = log.Prepare(person, new(MemoryEventKind.Resumed));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync(Queue(person), session =>
        {
            PassOver(session, person, now);
            MemoryLog.Write(session, record);
            return session.Execute(MemoryStatements.TakeIn, person.Tenant, person.SubjectId, MemoryCursorRow.Pause, now);
        });
    }

    public Task<IReadOnlyList<ConversationKey>> PassOverAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync<IReadOnlyList<ConversationKey>>(Queue(person), session => PassOver(session, person, now));
    }

    private static List<ConversationKey> PassOver(StoreSession session, ContentOwner person, long now)
    {
        session.ExecuteLong(MemoryStatements.NextNumber, person.Tenant, person.SubjectId, now * 1000);
        session.Post(s_passedOver, person.Tenant, person.SubjectId);
        using var rows = session.Query(s_takenIn, person.Tenant, person.SubjectId);
        var conversations = new List<ConversationKey>();
        while (rows.Read())
            conversations.Add(ConversationKey.Parse(rows.GetString(0)));
        return conversations;
    }

    /// <summary>A row for each conversation that the person has said anything in, up to all that was accepted there.</summary>
    /// <param name="row">The row's name, of the conversation's.</param>
    private static Statement UpToNow(string row, string returning = "") => new(
        $"""
        INSERT INTO memory_cursors (tenant, subject, conversation, sequence)
        SELECT @tenant, @subject, {row}, c.last_watermark FROM ({PersonConversations.Own} UNION {PersonConversations.Written}) mine
        CROSS JOIN conversations c WHERE c.key = mine.key AND c.channel <> '{ChannelIds.OpenAI}'
        ON CONFLICT (tenant, subject, conversation) DO UPDATE SET sequence = CASE WHEN memory_cursors.sequence >= excluded.sequence THEN memory_cursors.sequence ELSE excluded.sequence END
        {returning}
        """, ("tenant", DbType.String), ("subject", DbType.String));

    private async Task<long?> RowAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT sequence FROM memory_cursors WHERE {MemoryStatements.Mine} AND conversation = @conversation", row => row.GetInt64(0), cancellationToken,
            ("tenant", person.Tenant), ("subject", person.SubjectId), ("conversation", MemoryCursorRow.Pause)) is [var until] ? until : null;

    private static ConversationKey Queue(ContentOwner person) => new(person.Tenant, "memory", person.SubjectId);
}
