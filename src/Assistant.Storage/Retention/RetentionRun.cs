using System.Collections.Concurrent;
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

/// <summary>
/// Applies the rules, a conversation at a time. What is not a row of the log goes first, found by the rows: a run that breaks off is made good by the next one, which still finds them.
/// Then the rows, in one transaction with the chain's record of them.
/// </summary>
internal sealed partial class RetentionRun(
    StoreReader reader, GroupCommitWriter writer, ChainEntries chain, ChainSigner signer, ExpiredAttachments sent, ExpiredReadings readings, IAttachmentRemover attachments, EvidenceCache evidence, IWorkingMemory memory, IConversationMemory remembered,
    ExpiredMemories memories, MemoryLog memoryLog, ILegalHolds holds, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionRun> logger) : IRetention
{
    private const int Tries = 5;

    /// <summary>For turns that take their time, and clocks that differ.</summary>
    private static readonly TimeSpan s_lookBack = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<RetentionRuleOptions, LookedThrough> _lookedThrough = new();

    private static readonly Statement s_emptied = new(
        "DELETE FROM conversations WHERE key = @conversation AND pending = 0 AND NOT EXISTS (SELECT 1 FROM activities WHERE conversation = @conversation) AND NOT EXISTS (SELECT 1 FROM feedback WHERE conversation = @conversation)", ("conversation", DbType.String));

    /// <summary>A conversation that begins again counts from 1. That it is not to be remembered stays true.</summary>
    private static readonly Statement s_cursors = new(
        $"DELETE FROM memory_cursors WHERE conversation IN (@conversation, '{MemoryCursorRow.PassedOver}' || @conversation) AND sequence < @never", ("conversation", DbType.String), ("never", DbType.Int64));

    private static readonly Statement s_leftAttachments = new("DELETE FROM attachments WHERE conversation = @conversation", ("conversation", DbType.String));

    public async Task<IReadOnlyList<RetentionResult>> ApplyAsync(CancellationToken cancellationToken)
    {
        // What a backup brought back of erased persons is not removed under new pseudonyms of theirs.
        foreach (var tenant in await reader.QueryAsync("SELECT tenant FROM chain_heads", row => row.GetString(0), cancellationToken))
            if (!await signer.IsContinuedAsync(tenant, cancellationToken))
                throw new StorageUnavailableException($"The log of {tenant} was put back from a backup, or changed: no rule is applied before 'audit accept-restored'.");
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
            row => (Conversation: row.GetString(0), Person: new ContentOwner(row.GetString(1), row.GetString(2))), cancellationToken, ("before", before.ToUnixTimeMilliseconds()));
        var removed = new Dictionary<string, long>();
        var passed = 0;
        // Messages that were looked through for attachments before are not opened again, unless somebody was passed over then.
        var looked = _lookedThrough.GetValueOrDefault(rule);
        var from = looked is not null && looked.Held.SetEquals(held) && looked.Before - s_lookBack < before ? looked.Before - s_lookBack : DateTimeOffset.UnixEpoch;
        var excepted = options.Value.ExceptedFrom(rule);
        var unread = new UnreadContent(logger);
        foreach (var (name, person) in old)
        {
            if (ConversationKey.TryParse(name) is not { } conversation)
                unread.Add(name, "its name is no conversation's");
            else if (rule.Channel is null ? excepted.Contains(conversation.Channel) : rule.Channel != conversation.Channel)
                continue;
            else if (held.Contains(person))
                passed++;
            else
                await unread.TryAsync(name, () => ApplyAsync(rule.Kind, conversation, person, looked?.Unread.Contains(name) == true ? DateTimeOffset.UnixEpoch : from, before, held, removed, cancellationToken));
        }
        if (rule is { Kind: RetentionKind.Log, Channel: null })
        {
            await ExpireEventsAsync(time.GetUtcNow() - options.Value.Rules.Where(other => other.Kind == RetentionKind.Log).Max(other => other.Keep), held, removed, cancellationToken);
            Count(removed, "memory_items", await memories.ExpireAsync(before, excepted, held, unread, cancellationToken));
        }
        _lookedThrough[rule] = new(before, held, unread.Names);
        Log.Applied(logger, rule.Description, removed.Values.Sum(), passed);
        return new(rule.Description, removed, passed) { Unread = [.. unread.Names] };
    }

    private async Task ApplyAsync(
        RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset from, DateTimeOffset before, HashSet<ContentOwner> held, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var (key, until) = (conversation.ToString(), before.ToUnixTimeMilliseconds());
        // Of bytes nothing else has to go: what was read in them stays.
        Count(removed, "attachment_files", await attachments.RemoveAsync(conversation, await sent.FindAsync(kind, conversation, person, from, before, cancellationToken), cancellationToken));
        var found = new Dictionary<string, List<string>>();
        foreach (var target in ExpiredRows.Of(kind))
            found[target.Table] = await target.FindAsync(reader, key, person, until, cancellationToken);
        if (found.Values.All(ids => ids.Count == 0))
            return;
        var counted = found.Any(entry => !ExpiredRows.Uncounted.Contains(entry.Key) && entry.Value.Count > 0);
        ExpiringTurns? turns = null;
        Gone? gone = null;
        for (var tried = 0; gone is null && tried < Tries; tried++)
        {
            var redacted = kind is RetentionKind.Transcripts or RetentionKind.Readings ? await readings.FindAsync(kind, conversation, person, before, held, cancellationToken) : null;
            if (counted)
                turns = await TurnsAsync(kind, conversation, person, before, redacted, cancellationToken);
            await ForgetAsync(kind, conversation, person, before, turns, removed, cancellationToken);
            gone = await writer.WriteAsync(conversation, session => redacted?.IsCurrent(session) == false ? null : Remove(session, kind, conversation, person, before, redacted));
        }
        // Somebody talks without a pause: the next run does it.
        if (gone is null)
            return;
        foreach (var (table, count) in gone.Counts)
            Count(removed, table, count);
        if (gone.Emptied)
            await attachments.RemoveLeftAsync(conversation, before, cancellationToken);
        // Once more, what was taken from the rows before they went.
        await ForgetAsync(kind, conversation, person, before, turns, removed, cancellationToken);
        evidence.Forget(conversation);
        await memory.RemoveAsync(conversation, cancellationToken);
    }

    private async Task<ExpiringTurns> TurnsAsync(RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, RedactedTurns? redacted, CancellationToken cancellationToken)
    {
        var spoken = kind == RetentionKind.Log ? [] : await ExpiredRows.Spoken.FindAsync(reader, conversation.ToString(), person, before.ToUnixTimeMilliseconds(), cancellationToken);
        return new(spoken.ToHashSet(StringComparer.Ordinal), (redacted?.Replies ?? []).Where(reply => reply.Owner == person).Select(reply => reply.Turn).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What was read and said lives on in memory, and in what a model was given to sum up.</summary>
    /// <param name="turns">Null when no row goes that memory can have anything of.</param>
    private async Task ForgetAsync(RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, ExpiringTurns? turns, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        if (turns is null || Remembered(kind) is not { } episodes)
            return;
        Count(removed, "memory_items", await remembered.ExpireAsync(person, conversation, before, episodes, turns, cancellationToken));
        Count(removed, MemoryLog.Table, await memoryLog.ExpireSummariesAsync(person, conversation, before, cancellationToken));
    }

    /// <summary>What was done to memories is of no one channel: it stays as long as any channel's log.</summary>
    private async Task ExpireEventsAsync(DateTimeOffset before, HashSet<ContentOwner> held, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        foreach (var person in await reader.QueryAsync("SELECT DISTINCT tenant, subject FROM memory_events WHERE at < @before",
            row => new ContentOwner(row.GetString(0), row.GetString(1)), cancellationToken, ("before", before.ToUnixTimeMilliseconds())))
            if (!held.Contains(person))
                Count(removed, MemoryLog.Table, await memoryLog.ExpireAsync(person, before));
    }

    private static ExpiringEpisodes? Remembered(RetentionKind kind) => kind switch
    {
        RetentionKind.Log => ExpiringEpisodes.All,
        RetentionKind.Readings => ExpiringEpisodes.Read,
        RetentionKind.Transcripts => ExpiringEpisodes.Heard,
        _ => null,
    };

    private Gone Remove(StoreSession session, RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, RedactedTurns? redacted)
    {
        var key = conversation.ToString();
        var found = ExpiredRows.Of(kind).Select(target => (Target: target, Ids: target.FindIn(session, key, person.Tenant, person.SubjectId, before.ToUnixTimeMilliseconds()))).ToArray();
        var (chained, counts) = (new List<ChainedRow>(), new Dictionary<string, long>());
        foreach (var (target, ids) in found)
        {
            foreach (var id in ids)
                target.Delete(session, key, id);
            if (ExpiredRows.Uncounted.Contains(target.Table))
                continue;
            Count(counts, target.Table, ids.Count);
            if (target.Table != "inbox")
                chained.AddRange(ids.Select(id => new ChainedRow(target.Table, id, "")));
        }
        if (chained.Count > 0)
            session.Chain(chain.Of(ChainKinds.Expired, conversation, person, time.GetUtcNow(), chained));
        redacted?.Apply(session, chain, time.GetUtcNow(), counts);
        if (kind != RetentionKind.Log || session.Execute(s_emptied, key) == 0)
            return new(counts, Emptied: false);
        session.Execute(s_cursors, key, MemoryCursorRow.Never);
        session.Execute(s_leftAttachments, key);
        return new(counts, Emptied: true);
    }

    private static void Count(Dictionary<string, long> counts, string kind, long count)
    {
        if (count > 0)
            counts[kind] = counts.GetValueOrDefault(kind) + count;
    }

    /// <param name="Emptied">The conversation went, too.</param>
    private sealed record Gone(IReadOnlyDictionary<string, long> Counts, bool Emptied);

    /// <summary>Up to when a rule has gone through messages for attachments, whom it passed over, and what it could not read.</summary>
    private sealed record LookedThrough(DateTimeOffset Before, HashSet<ContentOwner> Held, IReadOnlySet<string> Unread);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Retention ({Rule}): {Count} removed, {Held} conversations under a legal hold")]
        public static partial void Applied(ILogger logger, string rule, long count, int held);
    }
}
