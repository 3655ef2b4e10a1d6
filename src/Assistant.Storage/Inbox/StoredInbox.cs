using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Notices;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>Step 2: messages accepted and not yet answered, in the database.</summary>
internal sealed class StoredInbox(IStoreDatabase database, GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, InboxMessages messages, StoredRevisions revisions, EarlyRevisions early, UnrememberedRevisions unremembered, SeenReferences references, TimeProvider time) : IInbox
{
    // Those of replicas, and the time that a message may wait to be swept.
    private static readonly TimeSpan s_clocksDiffer = TimeSpan.FromMinutes(2);

    /// <summary>What was accepted before is left over from a program that ended; what came since waits for its first turn, however long.</summary>
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public async Task<InboxReceipt> AcceptAsync(InboundMessage message, int maxPending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await AcceptOnceAsync(message, maxPending);
        }
        catch (KeyDestroyedException)
        {
            // They were erased by another process a moment ago: whoever writes on is a new person, under a new key.
            return await AcceptOnceAsync(message, maxPending);
        }
    }

    private async Task<InboxReceipt> AcceptOnceAsync(InboundMessage message, int maxPending)
    {
        // Serialised here, by the caller's thread: the writer's is everybody's.
        var owner = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        var now = time.GetUtcNow();
        var taken = Prepare(message, message, owner, now);
        var reference = references.ChangeOf(message, now);
        var next = new Question(owner.Tenant, InboxStatements.NextSequence, message.Conversation.ToString(), message.ActivityId, owner.SubjectId, maxPending, now.ToUnixTimeMilliseconds());
        var (receipt, isReachable) = await writer.WriteAsync(message.Conversation, next, session =>
        {
            var accepted = Accept(session, next, taken, now);
            // Who installs the assistant again is greeted no second time, but reachable again.
            var isReachable = accepted.Outcome == InboxOutcome.Accepted || message.Kind == InboundKind.ConversationStarted;
            if (isReachable)
                reference?.Write(session);
            return (accepted, isReachable);
        });
        if (isReachable)
            references.Wrote(reference);
        return receipt;
    }

    public async Task<ConversationOpening> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        var epoch = await writer.WriteAsync(conversation, session =>
        {
            var raised = session.ExecuteLong(InboxStatements.RaiseEpoch, key);
            if (raised is not null && FirstLeftOver(session, key, _started.ToUnixTimeMilliseconds()) is { } interrupted)
                messages.Change(session, key, interrupted, false, message => message with { Interruptions = message.Interruptions + 1 });
            return raised;
        });
        if (epoch is null)
            return new(0, 0, []);
        var last = await reader.QueryAsync("SELECT last_watermark FROM conversations WHERE key = @key", row => row.GetInt64(0), cancellationToken, ("key", key)) is [var watermark] ? watermark : 0;
        // One that is accepted between the two is told of by whoever accepted it: listed here, too, it would be answered twice.
        return new(epoch.Value, last, [.. (await PendingAsync(conversation, 0, cancellationToken)).Where(message => message.Sequence <= last)]);
    }

    public async Task<IReadOnlyList<AcceptedMessage>> PendingAsync(ConversationKey conversation, long afterSequence, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT sequence, tenant, subject, payload FROM inbox WHERE conversation = @key AND done = @done AND sequence > @after ORDER BY sequence",
            row => new AcceptedMessage(messages.Read(row, 1), row.GetInt64(0)), cancellationToken, ("key", conversation.ToString()), ("done", false), ("after", afterSequence));

    public Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken) => revisions.ApplyAsync(revision, cancellationToken);

    public Task<IReadOnlyList<MessageRevision>> UnrememberedAsync(ConversationKey conversation, CancellationToken cancellationToken) => unremembered.OfAsync(conversation, cancellationToken);

    public Task RememberedAsync(MessageRevision revision, CancellationToken cancellationToken) => unremembered.RememberedAsync(revision, cancellationToken);

    public Task<bool> BeginAllowedAsync(AcceptedMessage accepted, long epoch, CancellationToken cancellationToken)
    {
        var (key, activity) = (accepted.Message.Conversation.ToString(), accepted.Message.ActivityId);
        // The epoch is not changed, but held: who takes the conversation over reads its messages after this is on disk, or before it, and then this finds another epoch.
        return writer.WriteAsync(accepted.Message.Conversation, session => session.Execute(InboxStatements.HoldEpoch, key, epoch) == 1
            && messages.Change(session, key, activity, false, message => message.AllowedBegan ? null : message with { AllowedBegan = true }));
    }

    public async Task<bool> IsCurrentAsync(ConversationKey conversation, long epoch, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT epoch FROM conversations WHERE key = @key", row => row.GetInt64(0), cancellationToken, ("key", conversation.ToString())) is [var now] && now == epoch;

    public Task<bool> ReaddressAsync(InboundMessage message, string replyAddress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Its turn may have been recorded meanwhile; its reply still has to be sent.
        return writer.WriteAsync(message.Conversation, session => Array.Exists([false, true], isDone =>
            messages.Change(session, message.Conversation.ToString(), message.ActivityId, isDone, stored => stored with { ReplyAddress = replyAddress })));
    }

    public async Task<IReadOnlyList<ConversationKey>> LeftOverAsync(DateTimeOffset acceptedBefore, int limit, CancellationToken cancellationToken)
    {
        // In the order of the index of waiting rows, which are few; grouped by the database, the whole inbox would be read.
        var waiting = await reader.QueryAsync(
            $"SELECT conversation, accepted_at FROM inbox WHERE {database.IsPending} ORDER BY accepted_at LIMIT @limit",
            row => (Conversation: row.GetString(0), At: row.GetInt64(1)), cancellationToken, ("limit", limit));
        var (before, ahead) = (acceptedBefore.ToUnixTimeMilliseconds(), Ahead(acceptedBefore));
        return [.. waiting.Where(row => row.At < before || row.At > ahead).Select(row => ConversationKey.Parse(row.Conversation)).Union(await unremembered.LeftOverAsync(acceptedBefore, limit, cancellationToken))];
    }

    /// <summary>From when on a time can only come from a clock that has been put back since, unix milliseconds: what is that new is as good as old.</summary>
    internal static long Ahead(DateTimeOffset before) => (before > DateTimeOffset.MaxValue - s_clocksDiffer ? before : before + s_clocksDiffer).ToUnixTimeMilliseconds();

    private static string? FirstLeftOver(StoreSession session, string conversation, long before)
    {
        using var rows = session.Query(InboxStatements.FirstLeftOver, conversation, false, before);
        return rows.Read() ? rows.GetString(0) : null;
    }

    /// <param name="shown">As the conversation shows it.</param>
    private Taken Prepare(InboundMessage message, InboundMessage shown, ContentOwner owner, DateTimeOffset now)
    {
        var activity = content.Write(owner, UserActivity.Of(new AcceptedMessage(shown, 0)), StoreJson.Default.StoredActivity);
        var chained = chain.Of(ChainKinds.Message, message.Conversation, owner, now,
            [ChainedTable.Activities.Row(message.ActivityId, activity, message.Conversation.ToString(), owner.SubjectId, message.ReceivedAt.ToUnixTimeMilliseconds())]);
        return new(message, shown, content.Write(owner, message, StoreJson.Default.InboundMessage), activity, chained);
    }

    private InboxReceipt Accept(StoreSession session, Question next, Taken taken, DateTimeOffset now)
    {
        var message = taken.Message;
        var (key, at) = (message.Conversation.ToString(), now.ToUnixTimeMilliseconds());
        var owner = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        if (session.AskLong(next) is not { } sequence)
        {
            if (session.ExecuteLong(InboxStatements.FindEnd, key) is not null)
                return new(InboxOutcome.Ended, 0);
            if (session.ExecuteLong(InboxStatements.FindSequence, key, message.ActivityId) is { } known)
                return new(InboxOutcome.Duplicate, known);
            if (early.Take(session, key, message.ActivityId, owner, now) is { } revision)
                return revision.Forbids ? new(InboxOutcome.Withdrawn, 0) : AcceptRevised(session, next, revision, taken, owner, now);
            if (session.ExecuteLong(InboxStatements.FindConversation, key) is not null)
                return new(InboxOutcome.Full, 0);
            var title = content.Write(owner, ConversationTitle.Of(taken.Shown.Text, message.Attachments), StoreJson.Default.String);
            // Its epochs begin with the time: one that was emptied and begins again has none that an earlier session of it has.
            session.Post(InboxStatements.InsertConversation, key, owner.Tenant, message.Conversation.Channel, owner.SubjectId, title, at, 0L, 0, at);
            return Accept(session, next, taken, now);
        }
        session.Post(InboxStatements.InsertMessage, key, message.ActivityId, sequence, false, at, owner.Tenant, owner.SubjectId, taken.Payload);
        session.Post(InboxStatements.InsertActivity, key, sequence, message.ActivityId, owner.Tenant, owner.SubjectId, message.ReceivedAt.ToUnixTimeMilliseconds(), taken.Activity);
        session.Chain(taken.Chained.At(sequence));
        return new(InboxOutcome.Accepted, sequence);
    }

    private InboxReceipt AcceptRevised(StoreSession session, Question next, EarlyRevision revision, Taken taken, ContentOwner owner, DateTimeOffset now)
    {
        if (revision == EarlyRevision.None)
            return Accept(session, next, taken, now);
        var revised = Prepare(revision.Of(taken.Message), revision.ShownOf(taken.Message), owner, now);
        var receipt = Accept(session, next, revised, now);
        return receipt.Outcome == InboxOutcome.Accepted ? receipt with { Stored = revised.Message } : receipt;
    }

    /// <summary>What is stored of a message.</summary>
    private sealed record Taken(InboundMessage Message, InboundMessage Shown, byte[] Payload, byte[] Activity, ChainEntry Chained);
}
