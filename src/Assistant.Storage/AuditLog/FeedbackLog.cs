using System.Data;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog;

/// <summary>Feedback in the database. A change replaces its row; the chain has a record of each.</summary>
internal sealed class FeedbackLog(GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, SubjectKeys keys, TimeProvider time) : IFeedbackLog
{
    private const int Tries = 5;
    private const int Looks = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private static readonly Statement s_add = new(
        """
        INSERT INTO feedback (conversation, id, reply_id, version, at, tenant, subject, payload)
        VALUES (@conversation, @id, @reply, 1, @at, @tenant, @subject, @payload) ON CONFLICT (conversation, id) DO NOTHING
        """,
        ("conversation", DbType.String), ("id", DbType.String), ("reply", DbType.String), ("at", DbType.Int64), ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    private static readonly Statement s_change = new(
        "UPDATE feedback SET version = version + 1, at = @at, payload = @payload WHERE conversation = @conversation AND id = @id AND version = @version",
        ("at", DbType.Int64), ("payload", DbType.Binary), ("conversation", DbType.String), ("id", DbType.String), ("version", DbType.Int64));

    public async Task<FeedbackOutcome> ChangeAsync(
        ConversationKey conversation, string answerId, string personId, Func<AnswerFeedback, AnswerFeedback> change, CancellationToken cancellationToken)
    {
        if (await AwaitedAnswerAsync(conversation, answerId, cancellationToken) is not { } reply)
            return FeedbackOutcome.UnknownAnswer;
        var owner = new ContentOwner(conversation.Tenant, personId);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (id, version, before) = await FindAsync(conversation, reply, owner, cancellationToken);
            var at = time.GetUtcNow();
            var after = change(before) with { AnswerId = reply, ChangedAt = at };
            if (after.Says(before))
                return FeedbackOutcome.Unchanged;
            if (await WriteAsync(conversation, owner, id ?? $"{reply}/{keys.ForWriting(owner).Pseudonym}", version, after))
                return FeedbackOutcome.Recorded;
        }
        throw new StorageUnavailableException("Feedback on this answer changes faster than it can be written.");
    }

    public async Task<IReadOnlyList<AnswerFeedback>> OfAsync(ConversationKey conversation, string personId, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT tenant, subject, payload FROM feedback WHERE conversation = @key AND tenant = @tenant AND subject = @subject ORDER BY at",
            row => content.Read(new ContentOwner(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2), StoreJson.Default.AnswerFeedback),
            cancellationToken, ("key", conversation.ToString()), ("tenant", conversation.Tenant), ("subject", personId));

    /// <summary>An answer may be read before its sending has been noted: it is waited for, a little, while one of the conversation is on its way.</summary>
    private async Task<string?> AwaitedAnswerAsync(ConversationKey conversation, string answerId, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            // In this order: what is noted between the two is found at the next look.
            var isSending = look < Looks && await reader.QueryAsync("SELECT 1 FROM outbox WHERE conversation = @key LIMIT 1", row => row.GetInt32(0), cancellationToken, ("key", conversation.ToString())) is not [];
            if (await AnswerAsync(conversation, answerId, cancellationToken) is { } reply)
                return reply;
            if (!isSending)
                return null;
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    /// <summary>The answer's own id; null when there is none of that name.</summary>
    private async Task<string?> AnswerAsync(ConversationKey conversation, string answerId, CancellationToken cancellationToken)
    {
        var delivered = await reader.QueryAsync("SELECT reply_id FROM deliveries WHERE conversation = @key AND channel_id = @id",
            row => row.GetString(0), cancellationToken, ("key", conversation.ToString()), ("id", answerId));
        if (delivered is [var reply])
            return reply;
        if (!answerId.StartsWith(RecordedRows.ReplyPrefix, StringComparison.Ordinal))
            return null;
        var turns = await reader.QueryAsync("SELECT 1 FROM turns WHERE turn_id = @turn AND conversation = @key",
            row => row.GetInt32(0), cancellationToken, ("turn", answerId[RecordedRows.ReplyPrefix.Length..]), ("key", conversation.ToString()));
        return turns is [] ? null : answerId;
    }

    private async Task<(string? Id, long Version, AnswerFeedback Feedback)> FindAsync(ConversationKey conversation, string reply, ContentOwner owner, CancellationToken cancellationToken)
    {
        var rows = await reader.QueryAsync("SELECT id, version, payload FROM feedback WHERE conversation = @key AND reply_id = @reply AND tenant = @tenant AND subject = @subject",
            row => (row.GetString(0), row.GetInt64(1), content.Read(owner, row.GetFieldValue<byte[]>(2), StoreJson.Default.AnswerFeedback)),
            cancellationToken, ("key", conversation.ToString()), ("reply", reply), ("tenant", owner.Tenant), ("subject", owner.SubjectId));
        return rows is [var found, ..] ? found : (null, 0, new AnswerFeedback { AnswerId = reply });
    }

    /// <summary>False when somebody else was faster.</summary>
    private Task<bool> WriteAsync(ConversationKey conversation, ContentOwner owner, string id, long version, AnswerFeedback feedback)
    {
        var key = conversation.ToString();
        var at = feedback.ChangedAt.ToUnixTimeMilliseconds();
        var payload = content.Write(owner, feedback, StoreJson.Default.AnswerFeedback);
        var chained = chain.Of(ChainKinds.Feedback, conversation, owner, feedback.ChangedAt, [ChainedTable.Feedback.Row(id, payload, key, owner.SubjectId, feedback.AnswerId, version + 1, at)]);
        return writer.WriteAsync(conversation, session =>
        {
            var written = version == 0
                ? session.Execute(s_add, key, id, feedback.AnswerId, at, owner.Tenant, owner.SubjectId, payload) == 1
                : session.Execute(s_change, at, payload, key, id, version) == 1;
            if (written)
                session.Chain(chained);
            return written;
        });
    }
}
