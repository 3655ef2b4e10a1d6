using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>
/// Messages that their senders changed or deleted. One that waits gets its new text, or is marked as withdrawn; of one that is answered the turn's row stays what it was, but for its outcome,
/// which says "edited" or "withdrawn", and memory has still to follow (<see cref="UnrememberedRevisions"/>). The activity of a changed one has the new text, and the chain says so. A conversation that is called after the message is no longer.
/// Of somebody under a legal hold the activity and the name keep the words that were said. What comes before its message is kept until that comes (<see cref="EarlyRevisions"/>); of two changes the one that was made later counts.
/// </summary>
internal sealed class StoredRevisions(GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, InboxMessages messages, EarlyRevisions early, ILegalHolds holds, TimeProvider time)
{
    private const int MostTries = 20;

    private static readonly Statement s_edited = new(
        $"UPDATE turns SET outcome = '{TurnOutcomes.Edited}' WHERE conversation = @conversation AND sequence = @sequence AND outcome NOT IN ('{TurnOutcomes.Stopped}', '{TurnOutcomes.Greeting}', '{TurnOutcomes.Notice}', '{TurnOutcomes.Edited}')",
        ("conversation", DbType.String), ("sequence", DbType.Int64));

    // Of a stopped one, too: what was read in it is recalled no more.
    private static readonly Statement s_withdrawn = new(
        $"UPDATE turns SET outcome = '{TurnOutcomes.Withdrawn}' WHERE conversation = @conversation AND sequence = @sequence AND outcome NOT IN ('{TurnOutcomes.Greeting}', '{TurnOutcomes.Notice}', '{TurnOutcomes.Withdrawn}')",
        ("conversation", DbType.String), ("sequence", DbType.Int64));

    private static readonly Statement s_turns = new(
        ChainedTable.Turns.Select + " AND conversation = @conversation AND sequence = @sequence", ("tenant", DbType.String), ("conversation", DbType.String), ("sequence", DbType.Int64));

    private static readonly Statement s_said = new(
        "SELECT payload FROM activities WHERE conversation = @conversation AND watermark = @watermark", ("conversation", DbType.String), ("watermark", DbType.Int64));

    private static readonly Statement s_activity = new(
        "UPDATE activities SET payload = @payload WHERE conversation = @conversation AND watermark = @watermark",
        ("payload", DbType.Binary), ("conversation", DbType.String), ("watermark", DbType.Int64));

    /// <summary>An answer of which nothing is on its way.</summary>
    private static readonly Statement s_unsent = new(
        "DELETE FROM outbox WHERE conversation = @conversation AND activity_id = @activity AND begun = 0", ("conversation", DbType.String), ("activity", DbType.String));

    private static readonly Statement s_title = new(
        "UPDATE conversations SET title = @title WHERE key = @conversation AND title = @before", ("title", DbType.Binary), ("conversation", DbType.String), ("before", DbType.Binary));

    public async Task<RevisionOutcome> ApplyAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await FindAsync(revision, cancellationToken) is { } message ? await ChangeAsync(revision, message, cancellationToken) : await KeepAsync(revision, cancellationToken);
            if (outcome is { } now)
                return now;
        }
        throw new StorageUnavailableException("A message was changed by others each time that this change was to be made.");
    }

    /// <summary>Null when there is none such of its sender: somebody else's message is as good as none.</summary>
    private async Task<Revised?> FindAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(revision);
        return (await reader.QueryAsync(
            """
            SELECT i.sequence, a.payload, c.title, c.user_id, a.at FROM inbox i JOIN activities a ON a.conversation = i.conversation AND a.watermark = i.sequence
            JOIN conversations c ON c.key = i.conversation
            WHERE i.conversation = @key AND i.activity_id = @activity AND i.tenant = @tenant AND i.subject = @subject
            """,
            row => new Revised(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetString(3) == owner.SubjectId ? row.GetFieldValue<byte[]>(2) : null, row.GetInt64(4)),
            cancellationToken, ("key", revision.Conversation.ToString()), ("activity", revision.ActivityId), ("tenant", owner.Tenant), ("subject", owner.SubjectId))).SingleOrDefault();
    }

    /// <returns>Null when another change came in between.</returns>
    private async Task<RevisionOutcome?> ChangeAsync(MessageRevision revision, Revised message, CancellationToken cancellationToken)
    {
        var (key, owner) = (revision.Conversation.ToString(), OwnerOf(revision));
        var activity = content.Read(owner, message.Payload, StoreJson.Default.StoredActivity);
        if (activity.RevisedAt > revision.At)
            return RevisionOutcome.Outdated;
        var isHeld = await holds.ContainsAsync(owner, cancellationToken);
        var told = activity with { Text = isHeld ? activity.Text : revision.Text ?? activity.Text, RevisedAt = revision.At };
        var retold = told.Text != activity.Text || told.RevisedAt != activity.RevisedAt ? content.Write(owner, told, StoreJson.Default.StoredActivity) : null;
        // Named by its sender, or after another message, it keeps its name.
        var renamed = !isHeld && message.Title is { } title && content.Read(owner, title, StoreJson.Default.String) == ConversationTitle.Of(activity.Text, activity.Attachments)
            ? content.Write(owner, revision.Text is { } now ? ConversationTitle.Of(now, activity.Attachments) : "", StoreJson.Default.String)
            : null;
        var note = early.Write(owner, EarlyRevision.Of(revision, isHeld));
        ChainedRow[] changedRows = retold is null ? [] : [ChainedTable.Activities.Row(revision.ActivityId, retold, key, owner.SubjectId, message.At)];
        return await writer.WriteAsync(revision.Conversation, RevisionOutcome? (session) =>
        {
            InboxMessages.Hold(session, key, revision.ActivityId);
            if (!IsStill(session, key, message))
                return null;
            var waits = messages.Change(session, key, revision.ActivityId, isDone: false, waiting => waiting.Revised(revision));
            var changed = !waits && session.Execute(revision.IsDeletion ? s_withdrawn : s_edited, key, message.Sequence) == 1;
            if (revision.IsDeletion)
                session.Execute(s_unsent, key, revision.ActivityId);
            EarlyRevisions.Note(session, key, revision.ActivityId, owner, note, revision.At);
            if (retold is not null)
                session.Execute(s_activity, retold, key, message.Sequence);
            if (renamed is not null)
                session.Execute(s_title, renamed, key, message.Title);
            if (changed || waits || retold is not null)
                session.Chain(chain.Of(revision.IsDeletion ? ChainKinds.Withdrawn : ChainKinds.Edited, revision.Conversation, owner, time.GetUtcNow(),
                    changed ? [.. changedRows, .. Turns(session, owner.Tenant, key, message.Sequence)] : changedRows).At(message.Sequence));
            return waits ? RevisionOutcome.Waiting : RevisionOutcome.Answered;
        });
    }

    /// <summary>Its message may be on its way. Null when it has come meanwhile.</summary>
    private async Task<RevisionOutcome?> KeepAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(revision);
        var payload = early.Write(owner, EarlyRevision.Of(revision, await holds.ContainsAsync(owner, cancellationToken)));
        return await writer.WriteAsync(revision.Conversation, session => early.Keep(session, revision, owner, payload, time.GetUtcNow())) ? RevisionOutcome.Unknown : null;
    }

    private static ContentOwner OwnerOf(MessageRevision revision) => new(revision.Conversation.Tenant, revision.From.Id);

    private static bool IsStill(StoreSession session, string key, Revised message)
    {
        using var rows = session.Query(s_said, key, message.Sequence);
        return rows.Read() && rows.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(message.Payload);
    }

    /// <summary>A message's turns as they are now.</summary>
    private static List<ChainedRow> Turns(StoreSession session, string tenant, string conversation, long sequence)
    {
        var turns = new List<ChainedRow>();
        using var rows = session.Query(s_turns, tenant, conversation, sequence);
        while (rows.Read())
            turns.Add(StoredRow.ToChain(ChainedTable.Turns, rows));
        return turns;
    }

    /// <param name="Payload">Of its activity.</param>
    /// <param name="Title">Of its conversation, where its sender named that; null where another did.</param>
    private sealed record Revised(long Sequence, byte[] Payload, byte[]? Title, long At);
}
