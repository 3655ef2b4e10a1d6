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
/// Of somebody under a legal hold the activity and the name keep the words that were said. What comes before its message is kept until that comes (<see cref="EarlyRevisions"/>).
/// </summary>
internal sealed class StoredRevisions(GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, InboxMessages messages, EarlyRevisions early, ILegalHolds holds, TimeProvider time)
{
    private static readonly Statement s_edited = new(
        $"UPDATE turns SET outcome = '{TurnOutcomes.Edited}' WHERE conversation = @conversation AND sequence = @sequence AND outcome NOT IN ('{TurnOutcomes.Stopped}', '{TurnOutcomes.Greeting}', '{TurnOutcomes.Notice}', '{TurnOutcomes.Edited}')",
        ("conversation", DbType.String), ("sequence", DbType.Int64));

    // Of a stopped one, too: what was read in it is recalled no more.
    private static readonly Statement s_withdrawn = new(
        $"UPDATE turns SET outcome = '{TurnOutcomes.Withdrawn}' WHERE conversation = @conversation AND sequence = @sequence AND outcome NOT IN ('{TurnOutcomes.Greeting}', '{TurnOutcomes.Notice}', '{TurnOutcomes.Withdrawn}')",
        ("conversation", DbType.String), ("sequence", DbType.Int64));

    private static readonly Statement s_turns = new(
        ChainedTable.Turns.Select + " AND conversation = @conversation AND sequence = @sequence", ("tenant", DbType.String), ("conversation", DbType.String), ("sequence", DbType.Int64));

    private static readonly Statement s_activity = new(
        "UPDATE activities SET payload = @payload WHERE conversation = @conversation AND watermark = @watermark",
        ("payload", DbType.Binary), ("conversation", DbType.String), ("watermark", DbType.Int64));

    private static readonly Statement s_title = new(
        "UPDATE conversations SET title = @title WHERE key = @conversation AND title = @before", ("title", DbType.Binary), ("conversation", DbType.String), ("before", DbType.Binary));

    public async Task<RevisionOutcome> ApplyAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        var key = revision.Conversation.ToString();
        var owner = new ContentOwner(revision.Conversation.Tenant, revision.From.Id);
        // Somebody else's message is as good as none.
        var found = await reader.QueryAsync(
            """
            SELECT i.sequence, a.payload, c.title, c.user_id, a.at FROM inbox i JOIN activities a ON a.conversation = i.conversation AND a.watermark = i.sequence
            JOIN conversations c ON c.key = i.conversation
            WHERE i.conversation = @key AND i.activity_id = @activity AND i.tenant = @tenant AND i.subject = @subject
            """,
            row => (Sequence: row.GetInt64(0),
                Activity: content.Read(owner, row.GetFieldValue<byte[]>(1), StoreJson.Default.StoredActivity),
                Title: row.GetString(3) == owner.SubjectId ? row.GetFieldValue<byte[]>(2) : null,
                At: row.GetInt64(4)),
            cancellationToken, ("key", key), ("activity", revision.ActivityId), ("tenant", owner.Tenant), ("subject", owner.SubjectId));
        var isHeld = (await holds.ListAsync(cancellationToken)).Contains(owner);
        if (found is not [var (sequence, activity, title, at)])
            return await KeepAsync(revision, owner, isHeld) ? RevisionOutcome.Unknown : await ApplyAsync(revision, cancellationToken);

        var retold = !isHeld && revision.Text is { } text && text != activity.Text ? content.Write(owner, activity with { Text = text }, StoreJson.Default.StoredActivity) : null;
        // Named by its sender, or after another message, it keeps its name.
        var renamed = !isHeld && title is not null && content.Read(owner, title, StoreJson.Default.String) == ConversationTitle.Of(activity.Text, activity.Attachments)
            ? content.Write(owner, revision.Text is { } now ? ConversationTitle.Of(now, activity.Attachments) : "", StoreJson.Default.String)
            : null;
        var note = early.Write(owner, new(revision.Text, revision.IsDeletion, isHeld));
        ChainedRow[] changedRows = retold is null ? [] : [ChainedTable.Activities.Row(revision.ActivityId, retold, key, owner.SubjectId, at)];
        return await writer.WriteAsync(revision.Conversation, session =>
        {
            var waits = messages.Change(session, key, revision.ActivityId, isDone: false, message => message.Revised(revision));
            var changed = !waits && session.Execute(revision.IsDeletion ? s_withdrawn : s_edited, key, sequence) == 1;
            EarlyRevisions.Note(session, key, revision.ActivityId, owner, note, revision.At);
            if (retold is not null)
                session.Execute(s_activity, retold, key, sequence);
            if (renamed is not null)
                session.Execute(s_title, renamed, key, title);
            if (changed || waits || retold is not null)
                session.Chain(chain.Of(revision.IsDeletion ? ChainKinds.Withdrawn : ChainKinds.Edited, revision.Conversation, owner, time.GetUtcNow(),
                    changed ? [.. changedRows, .. Turns(session, owner.Tenant, key, sequence)] : changedRows).At(sequence));
            return waits ? RevisionOutcome.Waiting : RevisionOutcome.Answered;
        });
    }

    /// <summary>Its message may be on its way. False when it has come meanwhile.</summary>
    private Task<bool> KeepAsync(MessageRevision revision, ContentOwner owner, bool isHeld)
    {
        var payload = early.Write(owner, new(revision.Text, revision.IsDeletion, isHeld));
        return writer.WriteAsync(revision.Conversation, session => EarlyRevisions.Keep(session, revision.Conversation.ToString(), revision.ActivityId, owner, payload, time.GetUtcNow()));
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
}
