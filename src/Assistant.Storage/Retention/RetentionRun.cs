using System.Collections.Concurrent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Attachments;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.LongTermMemory;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Retention;

/// <summary>
/// Applies the rules, a conversation at a time. What is not a row of the log goes first, found by the rows: a run that breaks off is made good by the next one, which still finds them.
/// Then the rows, in one transaction with the chain's record of them.
/// </summary>
internal sealed partial class RetentionRun(
    StoreReader reader, GroupCommitWriter writer, RowExpiry rows, ChainSigner signer, ExpiredAttachments sent, ExpiredReadings readings, IAttachmentRemover attachments, EvidenceCache evidence, IWorkingMemory memory, IConversationMemory remembered,
    ExpiredMemories memories, MemoryLog memoryLog, SparedPersons spared, ConversationKeys conversationKeys, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionRun> logger) : IRetention
{
    private const int Tries = 5;

    /// <summary>For turns that take their time, and clocks that differ.</summary>
    private static readonly TimeSpan s_lookBack = TimeSpan.FromDays(1);

    /// <summary>However little is looked through in between: what was recorded long after it happened is found then.</summary>
    private static readonly TimeSpan s_wholeAgain = TimeSpan.FromDays(1);

    /// <summary>What a rule may take something of, by the times' indexes: with DISTINCT or an order SQLite would go through the tables instead.</summary>
    internal const string Old =
        """
        SELECT conversation, tenant, subject FROM turns WHERE ended_at >= @from AND ended_at < @before
        UNION SELECT conversation, tenant, subject FROM activities WHERE at >= @from AND at < @before
        UNION SELECT conversation, tenant, subject FROM feedback WHERE at >= @from AND at < @before
        """, OldEvents = "SELECT tenant, subject FROM memory_events WHERE at < @before";

    private readonly ConcurrentDictionary<RetentionRuleOptions, LookedThrough> _lookedThrough = new();

    public async Task<IReadOnlyList<RetentionResult>> ApplyAsync(CancellationToken cancellationToken)
    {
        // What a backup brought back of erased persons is not removed under new pseudonyms of theirs.
        foreach (var tenant in await reader.QueryAsync("SELECT tenant FROM chain_heads", row => row.GetString(0), cancellationToken))
            if (!await signer.IsContinuedAsync(tenant, cancellationToken))
                throw new StorageUnavailableException($"The log of {tenant} was put back from a backup, or changed: no rule is applied before 'audit accept-restored'.");
        var results = new List<RetentionResult>();
        foreach (var rule in options.Value.Rules)
            results.Add(await ApplyAsync(rule, cancellationToken));
        return results;
    }

    private async Task<RetentionResult> ApplyAsync(RetentionRuleOptions rule, CancellationToken cancellationToken)
    {
        var (now, before) = (time.GetUtcNow(), time.GetUtcNow() - rule.Keep);
        // And whoever is put under one while the rule is applied.
        var held = await spared.HeldAsync(cancellationToken);
        var pass = new RetentionPass(rule.Kind, before, memoryLog);
        var passed = 0;
        // What was looked through before is not looked through again, unless somebody was passed over then.
        var looked = _lookedThrough.GetValueOrDefault(rule);
        if (looked is not null && (!looked.Held.SetEquals(held) || looked.Before - s_lookBack >= before || now - looked.Whole >= s_wholeAgain))
            looked = null;
        var from = looked is null ? DateTimeOffset.UnixEpoch : looked.Before - s_lookBack;
        var leftBefore = looked?.Left ?? [];
        var old = (await reader.Patient.QueryAsync(Old, row => (Conversation: row.GetString(0), Person: new ContentOwner(row.GetString(1), row.GetString(2))), cancellationToken,
            ("from", from.ToUnixTimeMilliseconds()), ("before", before.ToUnixTimeMilliseconds()))).Union(leftBefore).OrderBy(each => each.Person.ToString(), StringComparer.Ordinal).ToList();
        var left = new HashSet<(string Conversation, ContentOwner Person)>();
        var excepted = options.Value.ExceptedFrom(rule);
        var unread = new UnreadContent(logger);
        foreach (var (name, person) in old)
        {
            if (ConversationKey.TryParse(name) is not { } conversation)
                unread.Add(name, "its name is no conversation's");
            else if (rule.Channel is null ? excepted.Contains(conversation.Channel) : rule.Channel != conversation.Channel)
                continue;
            else if (!await unread.TryAsync(name, async () =>
            {
                if (!await ApplyAsync(pass, conversation, person, leftBefore.Contains((name, person)) ? DateTimeOffset.UnixEpoch : from, cancellationToken))
                    left.Add((name, person));
            }))
            {
                held.Add(person);
                passed++;
            }
            if (unread.Names.Contains(name))
                left.Add((name, person));
        }
        if (rule is { Kind: RetentionKind.Log, Channel: null })
        {
            await ExpireEventsAsync(time.GetUtcNow() - options.Value.Rules.Where(other => other.Kind == RetentionKind.Log).Max(other => other.Keep), pass, unread, cancellationToken);
            pass.Count("memory_items", await memories.ExpireAsync(before, excepted, unread, cancellationToken));
        }
        _lookedThrough[rule] = new(looked?.Whole ?? now, before, held, left);
        Log.Applied(logger, rule.Description, pass.Removed.Values.Sum(), passed);
        return new(rule.Description, pass.Removed, passed) { Unread = [.. unread.Names] };
    }

    /// <returns>False when somebody talks without a pause: the next run does it.</returns>
    private async Task<bool> ApplyAsync(RetentionPass pass, ConversationKey conversation, ContentOwner person, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await spared.RefuseAsync(person, cancellationToken);
        var (kind, before) = (pass.Kind, pass.Before);
        var (key, until) = (conversation.ToString(), before.ToUnixTimeMilliseconds());
        // Of bytes nothing else has to go: what was read in them stays.
        pass.Count("attachment_files", await attachments.RemoveAsync(conversation, await sent.FindAsync(kind, conversation, person, from, before, cancellationToken), cancellationToken));
        var found = new Dictionary<string, List<string>>();
        foreach (var target in ExpiredRows.Of(kind))
            found[target.Table] = await target.FindAsync(reader, key, person, until, cancellationToken);
        if (found.Values.All(ids => ids.Count == 0))
            return true;
        var counted = found.Any(entry => !ExpiredRows.Uncounted.Contains(entry.Key) && entry.Value.Count > 0);
        ExpiringTurns? turns = null;
        ExpiredConversation? gone = null;
        conversationKeys.Renew(conversation);
        for (var tried = 0; gone is null && tried < Tries; tried++)
        {
            await spared.RefuseAsync(person, cancellationToken);
            var redacted = kind is RetentionKind.Transcripts or RetentionKind.Readings ? await readings.FindAsync(kind, conversation, person, before, await spared.HeldAsync(cancellationToken), cancellationToken) : null;
            if (counted)
                turns = await TurnsAsync(kind, conversation, person, before, redacted, cancellationToken);
            await ForgetAsync(pass, conversation, person, turns, cancellationToken);
            try
            {
                gone = await writer.WriteAsync(conversation, session => redacted?.IsCurrent(session) == false ? null : rows.Remove(session, kind, conversation, person, before, redacted));
            }
            catch (LegalHoldException)
            {
                // Set in between: the next try spares whoever it is of.
            }
        }
        if (gone is null)
            return false;
        foreach (var (table, count) in gone.Counts)
            pass.Count(table, count);
        if (gone.Emptied)
            await attachments.RemoveLeftAsync(conversation, before, cancellationToken);
        // Once more, what was taken from the rows before they went.
        await ForgetAsync(pass, conversation, person, turns, cancellationToken);
        evidence.Forget(conversation);
        await memory.RemoveAsync(conversation, cancellationToken);
        if (gone.Emptied)
            conversationKeys.Destroy(conversation);
        return true;
    }

    private async Task<ExpiringTurns> TurnsAsync(RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, RedactedTurns? redacted, CancellationToken cancellationToken)
    {
        var spoken = kind == RetentionKind.Log ? [] : await ExpiredRows.Spoken.FindAsync(reader, conversation.ToString(), person, before.ToUnixTimeMilliseconds(), cancellationToken);
        return new(spoken.ToHashSet(StringComparer.Ordinal), (redacted?.Replies ?? []).Where(reply => reply.Owner == person).Select(reply => reply.Turn).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What was read and said lives on in memory, and in what a model was given to sum up.</summary>
    /// <param name="turns">Null when no row goes that memory can have anything of.</param>
    private async Task ForgetAsync(RetentionPass pass, ConversationKey conversation, ContentOwner person, ExpiringTurns? turns, CancellationToken cancellationToken)
    {
        if (turns is null || Remembered(pass.Kind) is not { } episodes)
            return;
        pass.Count("memory_items", await remembered.ExpireAsync(person, conversation, pass.Before, episodes, turns, cancellationToken));
        await pass.RemoveSummariesAsync(person, conversation, cancellationToken);
    }

    /// <summary>What was done to memories is of no one channel: it stays as long as any channel's log.</summary>
    private async Task ExpireEventsAsync(DateTimeOffset before, RetentionPass pass, UnreadContent unread, CancellationToken cancellationToken)
    {
        var persons = new HashSet<ContentOwner>();
        await reader.Patient.ForEachAsync(OldEvents, row => persons.Add(new(row.GetString(0), row.GetString(1))), cancellationToken, ("before", before.ToUnixTimeMilliseconds()));
        foreach (var person in persons)
            await unread.TryAsync($"the memory of {person.SubjectId}", async () =>
            {
                await spared.RefuseAsync(person, cancellationToken);
                pass.Count(MemoryLog.Table, await memoryLog.ExpireAsync(person, before));
            });
    }

    private static ExpiringEpisodes? Remembered(RetentionKind kind) => kind switch
    {
        RetentionKind.Log => ExpiringEpisodes.All,
        RetentionKind.Readings => ExpiringEpisodes.Read,
        RetentionKind.Transcripts => ExpiringEpisodes.Heard,
        _ => null,
    };

    /// <summary>When a rule has last gone through all there is, up to when it has, whom it passed over, and what it could not end.</summary>
    private sealed record LookedThrough(DateTimeOffset Whole, DateTimeOffset Before, HashSet<ContentOwner> Held, HashSet<(string Conversation, ContentOwner Person)> Left);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Retention ({Rule}): {Count} removed, {Held} conversations under a legal hold")]
        public static partial void Applied(ILogger logger, string rule, long count, int held);
    }
}
