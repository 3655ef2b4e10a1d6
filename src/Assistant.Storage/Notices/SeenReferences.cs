using System.Collections.Concurrent;
using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Notices;

/// <summary>
/// What the references of the last senders were, so that a message writes one only when something changed or an hour has passed; then in the message's own transaction.
/// Bounded; thread-safe.
/// </summary>
internal sealed class SeenReferences(ContentCodec content) : IContentCache
{
    private const int Most = 20_000;
    private static readonly TimeSpan s_contactEvery = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(ConversationKey, string), Seen> _seen = new();

    /// <summary>Null when there is nothing to write.</summary>
    public ReferenceChange? ChangeOf(InboundMessage message, DateTimeOffset now)
    {
        if (message.NoticeAddress is not { } address)
            return null;
        var seen = new Seen(new ReferenceContent(address.Json, message.Locale, message.From.Name), message.IsShared, now);
        // Whoever comes back by an installation may have been removed by another replica.
        if (message.Kind == InboundKind.Message && _seen.TryGetValue((message.Conversation, message.From.Id), out var before) && before.Content == seen.Content
            && before.IsShared == seen.IsShared && now - before.At < s_contactEvery && now >= before.At)
            return null;
        var owner = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        return new(message.Conversation, owner, seen, content.Write(owner, seen.Content, StoreJson.Default.ReferenceContent));
    }

    /// <summary>It is on disk.</summary>
    public void Wrote(ReferenceChange? change)
    {
        if (change is null)
            return;
        if (_seen.Count >= Most)
            _seen.Clear();
        _seen[(change.Conversation, change.Owner.SubjectId)] = change.Seen;
    }

    /// <summary>The conversation's references are no longer in the store.</summary>
    public void Forget(ConversationKey conversation)
    {
        foreach (var key in _seen.Keys)
            if (key.Item1 == conversation)
                _seen.TryRemove(key, out _);
    }

    public void ForgetAll() => _seen.Clear();

    internal sealed record Seen(ReferenceContent Content, bool IsShared, DateTimeOffset At);
}

/// <summary>A reference that is to be written.</summary>
internal sealed record ReferenceChange(ConversationKey Conversation, ContentOwner Owner, SeenReferences.Seen Seen, byte[] Payload)
{
    private static readonly Statement s_upsert = new(
        """
        INSERT INTO conversation_references (tenant, subject, channel, conversation, is_shared, contact_at, payload)
        VALUES (@tenant, @subject, @channel, @conversation, @shared, @now, @payload)
        ON CONFLICT (tenant, subject, channel, conversation) DO UPDATE SET is_shared = excluded.is_shared, contact_at = excluded.contact_at, payload = excluded.payload
        """,
        ("tenant", DbType.String), ("subject", DbType.String), ("channel", DbType.String), ("conversation", DbType.String), ("shared", DbType.Boolean), ("now", DbType.Int64), ("payload", DbType.Binary));

    public void Write(StoreSession session) => session.Post(
        s_upsert, Owner.Tenant, Owner.SubjectId, Conversation.Channel, Conversation.ToString(), Seen.IsShared, Seen.At.ToUnixTimeMilliseconds(), Payload);
}
