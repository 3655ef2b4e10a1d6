using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>
/// Edits and deletions that memory does not follow yet: noted in the transaction that changes the message, so that a crash forgets none, and taken out when memory has changed.
/// They lie where those lie that wait for their message (<see cref="EarlyRevisions"/>): the message of these is there.
/// </summary>
internal sealed class UnrememberedRevisions(GroupCommitWriter writer, StoreReader reader, ContentCodec content)
{
    public const string OfConversation = $"SELECT e.activity_id, e.subject, e.at, e.payload {Answered} AND e.conversation = @key ORDER BY e.at";
    public const string LeftOver = $"SELECT DISTINCT e.conversation {Answered} AND (e.at < @before OR e.at > @ahead) LIMIT @limit";

    // CROSS has SQLite begin with the few there are, and not with all messages of a conversation.
    private const string Answered = "FROM early_revisions e CROSS JOIN inbox i WHERE i.conversation = e.conversation AND i.activity_id = e.activity_id AND i.subject = e.subject AND i.done = @done";

    /// <summary>A newer one of the same message stays.</summary>
    private static readonly Statement s_remembered = new(
        "DELETE FROM early_revisions WHERE conversation = @conversation AND activity_id = @activity AND subject = @subject AND at = @at",
        ("conversation", DbType.String), ("activity", DbType.String), ("subject", DbType.String), ("at", DbType.Int64));

    /// <summary>A message that waits is answered as it says now: there is nothing to change.</summary>
    public async Task<IReadOnlyList<MessageRevision>> OfAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            OfConversation,
            row =>
            {
                var owner = new ContentOwner(conversation.Tenant, row.GetString(1));
                var revision = content.Read(owner, row.GetFieldValue<byte[]>(3), StoreJson.Default.EarlyRevision);
                return new MessageRevision(conversation, row.GetString(0), new(owner.SubjectId), revision.Text, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
            },
            cancellationToken, ("done", true), ("key", conversation.ToString()));

    /// <summary>Conversations that have one from before this time.</summary>
    public async Task<IReadOnlyList<ConversationKey>> LeftOverAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            LeftOver, row => ConversationKey.Parse(row.GetString(0)),
            cancellationToken, ("done", true), ("before", before.ToUnixTimeMilliseconds()), ("ahead", StoredInbox.Ahead(before)), ("limit", limit));

    public Task RememberedAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.WriteAsync(revision.Conversation, session => session.Execute(s_remembered, revision.Conversation.ToString(), revision.ActivityId, revision.From.Id, revision.At.ToUnixTimeMilliseconds()));
    }
}
