using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;

namespace Assistant.Storage.Erasure;

/// <summary>The conversations that a person has a part in, by the log's rows.</summary>
internal sealed class PersonConversations(StoreReader reader)
{
    public async Task<IReadOnlyList<(ConversationKey Key, bool IsTheirs)>> ListAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            """
            SELECT c.key, c.user_id FROM conversations c WHERE c.tenant = @tenant AND (c.user_id = @subject
            OR c.key IN (SELECT conversation FROM activities WHERE tenant = @tenant AND subject = @subject)
            OR c.key IN (SELECT conversation FROM feedback WHERE tenant = @tenant AND subject = @subject))
            """,
            row => (ConversationKey.Parse(row.GetString(0)), row.GetString(1) == person.SubjectId), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId));

    /// <summary>There are words in it that stay: others', or what the person has said since they were erased.</summary>
    /// <param name="spared">See <see cref="DestroyedKeys.Spared"/>.</param>
    public async Task<bool> IsSharedAsync(ConversationKey conversation, ContentOwner person, byte[] spared, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM activities WHERE conversation = @key AND (subject <> @subject OR substr(payload, 1, 12) = @spared))
            OR EXISTS (SELECT 1 FROM feedback WHERE conversation = @key AND (subject <> @subject OR substr(payload, 1, 12) = @spared))
            """,
            row => row.GetInt32(0), cancellationToken, ("key", conversation.ToString()), ("subject", person.SubjectId), ("spared", spared)) is not [];

    public async Task<bool> IsGoneAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT 1 FROM conversations WHERE key = @key", row => row.GetInt32(0), cancellationToken, ("key", conversation.ToString())) is [];
}
