using System.Data;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Attachments;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.LongTermMemory;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Retention;

/// <summary>Applies the rules, a conversation at a time: rows go in one transaction with the chain's record of them, files after it.</summary>
internal sealed partial class RetentionRun(
    StoreReader reader, GroupCommitWriter writer, ChainEntries chain, IAttachmentRemover attachments, EvidenceCache evidence, IWorkingMemory memory, IConversationMemory remembered, MemoryLog memoryLog, ILegalHolds holds,
    IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionRun> logger) : IRetention
{
    private static readonly Statement s_emptied = new(
        "DELETE FROM conversations WHERE key = @conversation AND pending = 0 AND NOT EXISTS (SELECT 1 FROM activities WHERE conversation = @conversation) AND NOT EXISTS (SELECT 1 FROM feedback WHERE conversation = @conversation)", ("conversation", DbType.String));

    /// <summary>A conversation that begins again counts from 1. That it is not to be remembered stays true.</summary>
    private static readonly Statement s_cursors = new(
        "DELETE FROM memory_cursors WHERE conversation = @conversation AND sequence < @never", ("conversation", DbType.String), ("never", DbType.Int64));

    public async Task<IReadOnlyList<RetentionResult>> ApplyAsync(CancellationToken cancellationToken)
    {
        var held = (await holds.ListAsync(cancellationToken)).ToHashSet();
        var results = new List<RetentionResult>();
        foreach (var rule in options.Value.Rules)
            results.Add(await ApplyAsync(rule, held, cancellationToken));
        return results;
    }

    private async Task<RetentionResult> ApplyAsync(RetentionRuleOptions rule, HashSet<ContentOwner> held, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - rule.Keep;
        var old = await reader.QueryAsync("SELECT DISTINCT conversation, tenant, subject FROM turns WHERE ended_at < @before UNION SELECT DISTINCT conversation, tenant, subject FROM activities WHERE at < @before UNION SELECT DISTINCT conversation, tenant, subject FROM feedback WHERE at < @before",
            row => (Conversation: ConversationKey.Parse(row.GetString(0)), Person: new ContentOwner(row.GetString(1), row.GetString(2))), cancellationToken, ("before", before.ToUnixTimeMilliseconds()));
        var removed = new Dictionary<string, long>();
        var passed = 0;
        foreach (var (conversation, person) in old.Where(entry => rule.Channel is null || rule.Channel == entry.Conversation.Channel))
        {
            if (held.Contains(person))
                passed++;
            else
                await ApplyAsync(rule.Kind, conversation, person, before, removed, cancellationToken);
        }
        if (rule is { Kind: RetentionKind.Log, Channel: null })
            await ExpireEventsAsync(before, held, removed, cancellationToken);
        Log.Applied(logger, rule.Description, removed.Values.Sum(), passed);
        return new(rule.Description, removed, passed);
    }

    private async Task ApplyAsync(RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var gone = await writer.WriteAsync(conversation, session => Remove(session, kind, conversation, person, before));
        foreach (var id in gone.GetValueOrDefault(ExpiredRows.AttachmentsTable) ?? [])
            if (await attachments.RemoveAsync(conversation, id, cancellationToken))
                removed["attachment_files"] = removed.GetValueOrDefault("attachment_files") + 1;
        var rows = 0;
        foreach (var (table, ids) in gone.Where(entry => !ExpiredRows.Uncounted.Contains(entry.Key) && entry.Value.Count > 0))
        {
            removed[table] = removed.GetValueOrDefault(table) + ids.Count;
            rows += ids.Count;
        }
        if (rows == 0)
            return;
        // What was read lives on in memory, too.
        evidence.Forget(conversation);
        await memory.RemoveAsync(conversation, cancellationToken);
        if (Remembered(kind) is { } episodes && await remembered.ExpireAsync(person, conversation, before, episodes, cancellationToken) is > 0 and var expired)
            removed["memory_items"] = removed.GetValueOrDefault("memory_items") + expired;
        // And in what a model was given to sum up.
        if (Remembered(kind) is not null && await memoryLog.ExpireSummariesAsync(person, conversation, before, cancellationToken) is > 0 and var summaries)
            removed[MemoryLog.Table] = removed.GetValueOrDefault(MemoryLog.Table) + summaries;
    }

    /// <summary>What was done to memories is of no one channel.</summary>
    private async Task ExpireEventsAsync(DateTimeOffset before, HashSet<ContentOwner> held, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        foreach (var person in await reader.QueryAsync("SELECT DISTINCT tenant, subject FROM memory_events WHERE at < @before",
            row => new ContentOwner(row.GetString(0), row.GetString(1)), cancellationToken, ("before", before.ToUnixTimeMilliseconds())))
            if (!held.Contains(person))
                removed[MemoryLog.Table] = removed.GetValueOrDefault(MemoryLog.Table) + await memoryLog.ExpireAsync(person, before);
    }

    private static ExpiringEpisodes? Remembered(RetentionKind kind) => kind switch
    {
        RetentionKind.Log => ExpiringEpisodes.All,
        RetentionKind.Readings => ExpiringEpisodes.Read,
        RetentionKind.Transcripts => ExpiringEpisodes.Heard,
        _ => null,
    };

    private Dictionary<string, List<string>> Remove(StoreSession session, RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before)
    {
        var key = conversation.ToString();
        var found = ExpiredRows.Of(kind).Select(target => (Target: target, Ids: target.FindIn(session, key, person.Tenant, person.SubjectId, before.ToUnixTimeMilliseconds()))).ToArray();
        var chained = new List<ChainedRow>();
        foreach (var (target, ids) in found)
        {
            foreach (var id in ids)
                target.Delete(session, key, id);
            if (!ExpiredRows.Uncounted.Contains(target.Table) && target.Table != "inbox")
                chained.AddRange(ids.Select(id => new ChainedRow(target.Table, id, "")));
        }
        if (chained.Count > 0)
            session.Chain(chain.Of(ChainKinds.Expired, conversation, person, time.GetUtcNow(), chained));
        if (kind == RetentionKind.Log && session.Execute(s_emptied, key) == 1)
            session.Execute(s_cursors, key, MemoryCursorRow.Never);
        return found.ToDictionary(entry => entry.Target.Table, entry => entry.Ids);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Retention ({Rule}): {Count} removed, {Held} conversations under a legal hold")]
        public static partial void Applied(ILogger logger, string rule, long count, int held);
    }
}
