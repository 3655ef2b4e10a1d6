using System.Collections.Concurrent;
using System.Data;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.WorkingMemory;

/// <summary>Working memory in this process, bounded, saved to the database in the same commit as the turn beside it.</summary>
internal sealed class EmbeddedWorkingMemory(
    IStoreDatabase database, GroupCommitWriter writer, StoreReader reader, ContentCodec content, IOptions<WorkingMemoryOptions> options, TimeProvider time) : IWorkingMemory
{
    private static readonly Statement s_save = new(
        """
        INSERT INTO working_memory (conversation, version, expires_at, tenant, payload) VALUES (@conversation, @version, @expires, @tenant, @payload)
        ON CONFLICT (conversation) DO UPDATE SET version = excluded.version, expires_at = excluded.expires_at, payload = excluded.payload
        WHERE working_memory.version = excluded.version - 1 OR working_memory.expires_at < @now
        """,
        ("conversation", DbType.String), ("version", DbType.Int64), ("expires", DbType.Int64), ("tenant", DbType.String), ("payload", DbType.Binary), ("now", DbType.Int64));

    private static readonly Statement s_remove = new("DELETE FROM working_memory WHERE conversation = @conversation", ("conversation", DbType.String));

    private readonly ConcurrentDictionary<ConversationKey, (WorkingMemoryState State, DateTimeOffset Expires)> _held = new();
    private readonly ConcurrentQueue<ConversationKey> _order = new();

    public async Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(conversation, out var held))
            return held.Expires > time.GetUtcNow() ? held.State : null;
        var rows = await reader.QueryAsync("SELECT tenant, payload, expires_at FROM working_memory WHERE conversation = @key AND expires_at > @now",
            row => (State: content.Read(Owner(conversation), row.GetFieldValue<byte[]>(1), StoreJson.Default.WorkingMemoryState), Expires: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
            cancellationToken, ("key", conversation.ToString()), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (rows is not [var row])
            return null;
        Hold(conversation, row.State, row.Expires);
        return row.State;
    }

    public async Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expires = now + options.Value.TimeToLive;
        var payload = content.Write(Owner(conversation), state, StoreJson.Default.WorkingMemoryState);
        var saved = await writer.WriteAsync(conversation, session => session.Execute(
            s_save, conversation.ToString(), state.Version, expires.ToUnixTimeMilliseconds(), conversation.Tenant, payload, now.ToUnixTimeMilliseconds()) == 1);
        if (saved)
            Hold(conversation, state, expires);
        else
            _held.TryRemove(conversation, out _);
        return saved;
    }

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        _held.TryRemove(conversation, out _);
        return writer.WriteAsync(conversation, session => session.Execute(s_remove, conversation.ToString()));
    }

    private void Hold(ConversationKey conversation, WorkingMemoryState state, DateTimeOffset expires)
    {
        if (database.IsShared)
            return;
        if (_held.TryAdd(conversation, (state, expires)))
            _order.Enqueue(conversation);
        else
            _held[conversation] = (state, expires);
        while (_held.Count > options.Value.MaxHeld && _order.TryDequeue(out var oldest))
            _held.TryRemove(oldest, out _);
    }

    /// <summary>Working memory belongs to the conversation; its people's words in it go with the conversation.</summary>
    private static ContentOwner Owner(ConversationKey conversation) => new(conversation.Tenant, conversation.Id);
}
