using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;

namespace Assistant.Storage.Erasure;

/// <summary>The conversations that a person has a part in, by the log's rows.</summary>
internal sealed class PersonConversations(StoreReader reader)
{
    /// <summary>
    /// Keys of those that were begun with the person. Channels are few: each is found by one look into the index, and in each the person's conversations by another. CROSS JOIN keeps SQLite to that order;
    /// with an OR it goes through all conversations of the tenant.
    /// </summary>
    internal const string Own =
        """
        SELECT c.key AS key FROM (
          WITH RECURSIVE channels(name) AS (
            SELECT min(channel) FROM conversations WHERE tenant = @tenant
            UNION ALL
            SELECT (SELECT min(c.channel) FROM conversations c WHERE c.tenant = @tenant AND c.channel > channels.name) FROM channels WHERE channels.name IS NOT NULL)
          SELECT name FROM channels) channels CROSS JOIN conversations c WHERE c.tenant = @tenant AND c.channel = channels.name AND c.user_id = @subject
        """;

    /// <summary>Keys of those in which the person has said anything, as <see cref="Own"/>.</summary>
    internal const string Written = "SELECT conversation AS key FROM activities WHERE tenant = @tenant AND subject = @subject";

    /// <summary>Keys of all that the person has a part in, also by a rating alone.</summary>
    internal const string All = $"{Own} UNION {Written} UNION SELECT conversation AS key FROM feedback WHERE tenant = @tenant AND subject = @subject";

    public async Task<IReadOnlyList<(ConversationKey Key, bool IsTheirs)>> ListAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            $"SELECT c.key, c.user_id FROM ({All}) mine CROSS JOIN conversations c WHERE c.key = mine.key",
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
