using System.Data;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.WorkingMemory;

/// <summary>Working memory as rows of the database: what replicas on PostgreSQL share when there is no Redis, and what lies beneath <see cref="EmbeddedWorkingMemory"/>.</summary>
internal sealed class DatabaseWorkingMemory(GroupCommitWriter writer, StoreReader reader, ContentCodec content, IOptions<WorkingMemoryOptions> options, TimeProvider time) : IWorkingMemory
{
    private const string Save =
        """
        INSERT INTO working_memory (conversation, version, expires_at, tenant, payload) VALUES (@conversation, @version, @expires, @tenant, @payload)
        ON CONFLICT (conversation) DO UPDATE SET version = excluded.version, expires_at = excluded.expires_at, payload = excluded.payload
        WHERE working_memory.expires_at < @now OR working_memory.version
        """;

    private static readonly Statement s_saveNext = SaveWhere(Save + " = excluded.version - 1");
    private static readonly Statement s_saveNewest = SaveWhere(Save + " < excluded.version");
    private static readonly Statement s_removeThis = new("DELETE FROM working_memory WHERE conversation = @conversation AND payload = @payload", ("conversation", DbType.String), ("payload", DbType.Binary));
    private static readonly Statement s_remove = new("DELETE FROM working_memory WHERE conversation = @conversation", ("conversation", DbType.String));

    private static readonly Statement s_expire = new(
        "DELETE FROM working_memory WHERE expires_at < @now AND conversation IN (SELECT conversation FROM working_memory WHERE expires_at < @now LIMIT 200)", ("now", DbType.Int64));

    /// <summary>Removes a few of those that <see cref="WorkingMemoryOptions.TimeToLive"/> hides.</summary>
    /// <returns>How many.</returns>
    public static int Expire(StoreSession session, DateTimeOffset now) => session.Execute(s_expire, now.ToUnixTimeMilliseconds());

    public async Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var rows = await reader.QueryAsync("SELECT payload FROM working_memory WHERE conversation = @key AND expires_at > @now",
            row => row.GetFieldValue<byte[]>(0), cancellationToken, ("key", conversation.ToString()), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (rows is not [var stored])
            return null;
        try
        {
            return content.Read(ContentOwner.Of(conversation), stored, StoreJson.Default.WorkingMemoryState);
        }
        catch (ContentErasedException)
        {
            // Put back from a backup: it would keep every later state out by its number.
            await writer.WriteAsync(conversation, session => session.Execute(s_removeThis, conversation.ToString(), stored));
            return null;
        }
    }

    public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken) => SaveAsync(s_saveNext, conversation, state);

    /// <summary>Replaces every older state. For the one process that has the conversation.</summary>
    public Task<bool> SaveNewestAsync(ConversationKey conversation, WorkingMemoryState state) => SaveAsync(s_saveNewest, conversation, state);

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        writer.WriteAsync(conversation, session => session.Execute(s_remove, conversation.ToString()));

    private Task<bool> SaveAsync(Statement save, ConversationKey conversation, WorkingMemoryState state)
    {
        var now = time.GetUtcNow();
        var expires = (now + options.Value.TimeToLive).ToUnixTimeMilliseconds();
        var payload = content.Write(ContentOwner.Of(conversation), state, StoreJson.Default.WorkingMemoryState);
        return writer.WriteAsync(conversation, session => session.Execute(save, conversation.ToString(), state.Version, expires, conversation.Tenant, payload, now.ToUnixTimeMilliseconds()) == 1);
    }

    private static Statement SaveWhere(string sql) => new(sql,
        ("conversation", DbType.String), ("version", DbType.Int64), ("expires", DbType.Int64), ("tenant", DbType.String), ("payload", DbType.Binary), ("now", DbType.Int64));
}
