using System.Data;
using System.Data.Common;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Attachments;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Directories;

/// <summary>A person's conversations, from the log.</summary>
internal sealed class ConversationDirectory(
    GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, EvidenceCache evidence, IAttachmentRemover attachments, IWorkingMemory memory, IConversationMemory remembered, ConversationKeys keys, TimeProvider time)
    : IConversationDirectory
{
    private const string Columns = @"SELECT key, tenant, user_id, title, started_at, last_activity_at, last_watermark,
        (SELECT m.sequence FROM memory_cursors m WHERE m.tenant = conversations.tenant AND m.subject = conversations.user_id AND m.conversation = conversations.key) FROM conversations";

    private const string Listed = "tenant = @tenant AND channel = @channel AND user_id = @user AND NOT EXISTS (SELECT 1 FROM ended_conversations e WHERE e.conversation = conversations.key)";
    private const string Newest = "ORDER BY last_activity_at DESC, key DESC LIMIT @limit";

    // Texts are encrypted by person: they are searched here, in one person's own conversations, not in SQL.
    private const int SearchedConversations = 1_000;
    private const int SearchedActivities = 2_000;

    private static readonly Statement s_rename = new(
        "UPDATE conversations SET title = @title WHERE key = @key AND user_id = @user", ("title", DbType.Binary), ("key", DbType.String), ("user", DbType.String));

    private static readonly Statement s_delete = new("DELETE FROM conversations WHERE key = @key AND user_id = @user", ("key", DbType.String), ("user", DbType.String));

    private static readonly Statement s_end = new(
        "INSERT INTO ended_conversations (conversation, at) VALUES (@key, @at) ON CONFLICT (conversation) DO NOTHING", ("key", DbType.String), ("at", DbType.Int64));

    private static readonly Statement s_drop = new(
        "UPDATE inbox SET done = @yes, payload = @payload WHERE conversation = @key AND done = @no", ("yes", DbType.Boolean), ("payload", DbType.Binary), ("key", DbType.String), ("no", DbType.Boolean));

    private static readonly Statement s_close = new("UPDATE conversations SET pending = 0, epoch = epoch + 1 WHERE key = @key", ("key", DbType.String));

    private static readonly (string Table, Statement Delete)[] s_deleteRows =
    [
        .. new[] { "inbox", "activities", "turns", "evidence", "tool_calls", "feedback", "deliveries", "outbox", "attachments", "working_memory", "memory_cursors", "conversation_references", "notice_recipients", "early_revisions" }
            .Select(table => (table, new Statement($"DELETE FROM {table} WHERE conversation = @key{(table == "memory_cursors" ? $" OR conversation = '{MemoryCursorRow.PassedOver}' || @key" : "")}", ("key", DbType.String)))),
    ];

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(string tenant, string channel, string userId, string? search, int limit, CancellationToken cancellationToken)
    {
        var all = await reader.QueryAsync($"{Columns} WHERE {Listed} {Newest}", Summary,
            cancellationToken, ("tenant", tenant), ("channel", channel), ("user", userId), ("limit", search is null ? limit : SearchedConversations));
        if (string.IsNullOrWhiteSpace(search))
            return all;
        var found = new List<ConversationSummary>();
        foreach (var conversation in all)
        {
            if (found.Count == limit)
                break;
            if (Holds(conversation.Title, search) || (await ActivitiesAsync(conversation.Conversation, 0, SearchedActivities, cancellationToken)).Any(activity => Holds(activity.Text, search)))
                found.Add(conversation);
        }
        return found;
    }

    public async Task<IReadOnlyList<ConversationSummary>> OlderAsync(string tenant, string channel, string userId, ConversationPlace after, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"{Columns} WHERE {Listed} AND (last_activity_at, key) < (@at, @key) {Newest}", Summary, cancellationToken,
            ("tenant", tenant), ("channel", channel), ("user", userId), ("at", after.LastActivityAt.ToUnixTimeMilliseconds()), ("key", after.Conversation.ToString()), ("limit", limit));

    public async Task<ConversationSummary?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        (await reader.QueryAsync($"{Columns} WHERE key = @key", Summary, cancellationToken, ("key", conversation.ToString()))).FirstOrDefault();

    public Task<bool> RenameAsync(ConversationKey conversation, string userId, string title, CancellationToken cancellationToken)
    {
        var payload = content.Write(new ContentOwner(conversation.Tenant, userId), title, StoreJson.Default.String);
        return writer.WriteAsync(conversation, session => session.Execute(s_rename, payload, conversation.ToString(), userId) == 1);
    }

    public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        return writer.WriteAsync(conversation, session =>
        {
            session.Post(s_end, key, time.GetUtcNow().ToUnixTimeMilliseconds());
            session.Post(s_drop, true, Array.Empty<byte>(), key, false);
            return session.Execute(s_close, key);
        });
    }

    public async Task<bool> IsEndedAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT at FROM ended_conversations WHERE conversation = @key", row => row.GetInt64(0), cancellationToken, ("key", conversation.ToString()))).Count > 0;

    public async Task<bool> DeleteAsync(ConversationKey conversation, string userId, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        // Before the rows, which say whose it was: when this breaks off, the conversation is still there to be deleted.
        if (await FindAsync(conversation, cancellationToken) is { } found && found.UserId == userId)
        {
            keys.Renew(conversation);
            foreach (var person in await reader.QueryAsync("SELECT DISTINCT tenant, subject FROM activities WHERE conversation = @key", row => new ContentOwner(row.GetString(0), row.GetString(1)), cancellationToken, ("key", key)))
                await remembered.ExcludeAsync(person, conversation, cancellationToken);
        }
        var deleted = await writer.WriteAsync(conversation, session =>
        {
            if (session.Execute(s_delete, key, userId) == 0)
                return false;
            var counts = new Dictionary<string, long>();
            foreach (var (table, statement) in s_deleteRows)
                counts[table] = session.Execute(statement, key);
            session.Post(s_end, key, time.GetUtcNow().ToUnixTimeMilliseconds());
            session.Chain(chain.OfConversation(ChainKinds.Deleted, conversation, time.GetUtcNow(), counts));
            return true;
        });
        if (!deleted)
            return false;
        evidence.Forget(conversation);
        await memory.RemoveAsync(conversation, cancellationToken);
        keys.Destroy(conversation);
        await attachments.RemoveAsync(conversation, cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<StoredActivity>> ActivitiesAsync(ConversationKey conversation, long afterWatermark, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT watermark, tenant, subject, payload FROM activities WHERE conversation = @key AND watermark > @after ORDER BY watermark LIMIT @limit",
            Activity, cancellationToken, ("key", conversation.ToString()), ("after", afterWatermark), ("limit", limit));

    public async Task<StoredActivity?> FindActivityAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT watermark, tenant, subject, payload FROM activities WHERE conversation = @key AND id = @id",
            Activity, cancellationToken, ("key", conversation.ToString()), ("id", activityId))).FirstOrDefault();

    private StoredActivity Activity(DbDataReader row) =>
        content.Read(new ContentOwner(row.GetString(1), row.GetString(2)), row.GetFieldValue<byte[]>(3), StoreJson.Default.StoredActivity) with { Watermark = row.GetInt64(0) };

    private ConversationSummary Summary(DbDataReader row)
    {
        var (tenant, user) = (row.GetString(1), row.GetString(2));
        return new(ConversationKey.Parse(row.GetString(0)), user, content.Read(new ContentOwner(tenant, user), row.GetFieldValue<byte[]>(3), StoreJson.Default.String),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), row.GetInt64(6))
        {
            IsRemembered = row.IsDBNull(7) || row.GetInt64(7) != MemoryCursorRow.Never,
        };
    }

    private static bool Holds(string text, string search) => text.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);
}
