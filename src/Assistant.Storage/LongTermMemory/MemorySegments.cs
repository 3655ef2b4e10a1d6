using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>A person's memory as rows of the log's database, each a segment under the person's key; and which conversations are not to be taken in.</summary>
internal sealed class MemorySegments(GroupCommitWriter writer, StoreReader reader, ContentCodec content, MemoryLog log, KeyStore keys, TimeProvider time) : IMemorySegments, IMemoryExclusions
{
    /// <summary>The number of a person's newest segment, 0 when there is none; one row.</summary>
    internal const string Newest = $"SELECT coalesce(max(segment), 0) FROM memory_segments WHERE {MemoryStatements.Mine}";

    public async Task<long> NewestAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(Newest, row => row.GetInt64(0), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId)))[0];

    public async Task<IReadOnlyList<long>> NumbersAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT segment FROM memory_segments WHERE {MemoryStatements.Mine}", row => row.GetInt64(0), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId));

    public async Task<IReadOnlyList<MemorySegment>> LoadAsync(ContentOwner person, long after, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT segment, payload FROM memory_segments WHERE {MemoryStatements.Mine} AND segment > @after ORDER BY segment",
            row => new MemorySegment(row.GetInt64(0), content.RevealWritten(person, row.GetFieldValue<byte[]>(1))), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId), ("after", after));

    public async Task<MemorySegment?> FindAsync(ContentOwner person, long number, CancellationToken cancellationToken) =>
        (await reader.QueryAsync($"SELECT segment, payload FROM memory_segments WHERE {MemoryStatements.Mine} AND segment = @segment",
            row => new MemorySegment(row.GetInt64(0), content.RevealWritten(person, row.GetFieldValue<byte[]>(1))), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId), ("segment", number))).FirstOrDefault();

    public Task<AppendedSegment?> AppendAsync(ContentOwner person, NewSegment segment, CancellationToken cancellationToken)
    {
        var isRow = segment.Content.Length > 0 || segment.Replaces is not { Count: 0 };
        var sealedContent = isRow ? content.Protect(person, segment.OtherIds, segment.Content) : [];
        var record = log.Prepare(person, segment.Change);
        return writer.WriteAsync(Queue(person), session =>
        {
            var appended = Append(session, person, segment, isRow, sealedContent);
            if (appended is not null)
                MemoryLog.Write(session, record);
            return appended;
        });
    }

    public async Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) =>
        (await reader.QueryAsync($"SELECT coalesce(sum(items), 0) FROM memory_segments WHERE {MemoryStatements.Mine}", row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId)))[0];

    public async Task RemoveUnreadableAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        // In this order: what is added between the two looks is not among the first.
        var numbers = await NumbersAsync(person, cancellationToken);
        var gone = numbers.Except((await LoadAsync(person, 0, cancellationToken)).Select(segment => segment.Number)).ToList();
        if (gone.Count > 0)
            await writer.WriteAsync(Queue(person), session => gone.Sum(number => session.Execute(MemoryStatements.RemoveOne, person.Tenant, person.SubjectId, number)));
    }

    public Task<long> RemoveAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var spared = DestroyedKeys.Spared(keys.Find(person));
        return writer.WriteAsync(Queue(person), session => Remove(session, person, spared));
    }

    public Task AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        var record = log.Prepare(person, new(MemoryEventKind.Excluded) { Conversation = conversation.ToString() });
        return writer.WriteAsync(Queue(person), session =>
        {
            Begin(session, person);
            MemoryLog.Write(session, record);
            return session.Execute(MemoryStatements.TakeIn, person.Tenant, person.SubjectId, conversation.ToString(), MemoryCursorRow.Never);
        });
    }

    public async Task<bool> ContainsAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"SELECT 1 FROM memory_cursors WHERE {MemoryStatements.Mine} AND conversation = @conversation AND sequence = {MemoryStatements.Never}",
            row => row.GetInt32(0), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId), ("conversation", conversation.ToString())) is not [];

    /// <summary>Everything of an erased person's memory, within somebody's transaction.</summary>
    /// <param name="spared">See <see cref="DestroyedKeys.Spared"/>.</param>
    /// <returns>How many items went.</returns>
    internal static long Remove(StoreSession session, ContentOwner person, byte[] spared)
    {
        var items = session.ExecuteLong(MemoryStatements.Items, person.Tenant, person.SubjectId, spared) ?? 0;
        session.Post(MemoryStatements.Erase, person.Tenant, person.SubjectId, spared);
        session.Post(MemoryStatements.RemoveCursors, person.Tenant, person.SubjectId);
        return items;
    }

    /// <summary>All is looked at before anything is written: the transaction has others' work in it, too, and cannot be taken back for one.</summary>
    private AppendedSegment? Append(StoreSession session, ContentOwner person, NewSegment segment, bool isRow, byte[] sealedContent)
    {
        var number = Begin(session, person);
        if (segment.TakenIn.Any(taken => session.ExecuteLong(MemoryStatements.MayTakeIn, taken.Conversation.ToString(), taken.UpTo, person.Tenant, person.SubjectId, taken.After, taken.Said, taken.Edited) != 1)
            || (segment.Replaces ?? []).Any(replaced => session.ExecuteLong(MemoryStatements.Find, person.Tenant, person.SubjectId, replaced) is null))
            return null;
        var previous = session.ExecuteLong(MemoryStatements.Newest, person.Tenant, person.SubjectId) ?? 0;
        foreach (var taken in segment.TakenIn)
            session.Post(MemoryStatements.TakeIn, person.Tenant, person.SubjectId, taken.Conversation.ToString(), taken.UpTo);
        if (!isRow)
            return new(previous, previous);
        number = Math.Max(previous + 1, number);
        if (segment.Replaces is null)
            session.Post(MemoryStatements.RemoveAll, person.Tenant, person.SubjectId);
        foreach (var replaced in segment.Replaces ?? [])
            session.Post(MemoryStatements.RemoveOne, person.Tenant, person.SubjectId, replaced);
        session.Post(MemoryStatements.Insert, person.Tenant, person.SubjectId, number, segment.Items, sealedContent, DestroyedKeys.NameOf(sealedContent));
        return new(number, previous);
    }

    private long Begin(StoreSession session, ContentOwner person) =>
        session.ExecuteLong(MemoryStatements.NextNumber, person.Tenant, person.SubjectId, time.GetUtcNow().ToUnixTimeMilliseconds() * 1000)!.Value;

    /// <summary>One person's writes stay in order.</summary>
    private static ConversationKey Queue(ContentOwner person) => new(person.Tenant, "memory", person.SubjectId);
}
