using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Privacy;
using Assistant.Storage.Archive;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Notices;

/// <summary>Conversation references as rows of the log's database.</summary>
internal sealed class StoredReferences(GroupCommitWriter writer, StoreReader reader, ContentCodec content, SeenReferences seen) : IConversationReferences, IPersonalArchive
{
    /// <summary>In place of a conversation: the person's wish for the channel.</summary>
    private const string Wish = "";

    private const string Columns =
        """
        SELECT r.tenant, r.subject, r.conversation, r.is_shared, r.contact_at, w.opted_out_at, r.payload FROM conversation_references r
        LEFT JOIN conversation_references w ON w.tenant = r.tenant AND w.subject = r.subject AND w.channel = r.channel AND w.conversation = ''
        WHERE r.tenant = @tenant AND r.conversation <> ''
        """;

    private static readonly Statement s_wish = new(
        """
        INSERT INTO conversation_references (tenant, subject, channel, conversation, is_shared, contact_at, opted_out_at, payload)
        VALUES (@tenant, @subject, @channel, @none, @no, @since, @since, @payload)
        ON CONFLICT (tenant, subject, channel, conversation) DO UPDATE SET opted_out_at = excluded.opted_out_at
        """,
        ("tenant", DbType.String), ("subject", DbType.String), ("channel", DbType.String), ("none", DbType.String), ("no", DbType.Boolean), ("since", DbType.Int64), ("payload", DbType.Binary));

    private static readonly Statement s_noWish = new(
        "DELETE FROM conversation_references WHERE tenant = @tenant AND subject = @subject AND channel = @channel AND conversation = @none",
        ("tenant", DbType.String), ("subject", DbType.String), ("channel", DbType.String), ("none", DbType.String));

    private static readonly Statement s_remove = new("DELETE FROM conversation_references WHERE conversation = @conversation", ("conversation", DbType.String));

    private static readonly Statement s_erase = new(
        $"DELETE FROM conversation_references WHERE tenant = @tenant AND subject = @subject AND {DestroyedKeys.NotSpared}", ("tenant", DbType.String), ("subject", DbType.String), ("spared", DbType.Binary));

    private static readonly Statement s_eraseNotices = new("DELETE FROM notice_recipients WHERE tenant = @tenant AND subject = @subject", ("tenant", DbType.String), ("subject", DbType.String));

    public async Task<IReadOnlyList<ConversationReference>> FindAsync(NoticeTarget target, CancellationToken cancellationToken)
    {
        var (where, parameters) = ("", new List<(string, object)> { ("tenant", target.Tenant) });
        if (target.User is { } user)
            Add("r.subject = @subject", "subject", user);
        if (target.Channel is { } channel)
            Add("r.channel = @channel", "channel", channel);
        if (target.Conversation is not { } conversation)
            return await QueryAsync(where, parameters, cancellationToken);
        var (rest, others) = (where, parameters.ToList());
        Add("r.conversation = @conversation", "conversation", conversation);
        if (await QueryAsync(where, parameters, cancellationToken) is { Count: > 0 } found)
            return found;
        // The channel's own id: the end of the key.
        (where, parameters) = (rest, others);
        var end = "/" + Uri.EscapeDataString(conversation);
        Add("substr(r.conversation, length(r.conversation) - @length + 1) = @end", "end", end);
        parameters.Add(("length", end.Length));
        return await QueryAsync(where, parameters, cancellationToken);

        void Add(string condition, string name, object value)
        {
            where += $" AND {condition}";
            parameters.Add((name, value));
        }
    }

    public Task SetOptOutAsync(ContentOwner person, string channel, DateTimeOffset? since, CancellationToken cancellationToken) =>
        writer.WriteAsync(new ConversationKey(person.Tenant, "notices", person.SubjectId), session => since is { } at
            ? session.Execute(s_wish, person.Tenant, person.SubjectId, channel, Wish, false, at.ToUnixTimeMilliseconds(), Array.Empty<byte>())
            : session.Execute(s_noWish, person.Tenant, person.SubjectId, channel, Wish));

    public async Task<int> RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var removed = await writer.WriteAsync(conversation, session => session.Execute(s_remove, conversation.ToString()));
        seen.Forget(conversation);
        return removed;
    }

    /// <summary>A person's references, wish and notices; adds what went to <paramref name="covered"/>.</summary>
    /// <param name="spared">See <see cref="DestroyedKeys.Spared"/>.</param>
    public static void Remove(StoreSession session, ContentOwner person, byte[] spared, Dictionary<string, long> covered)
    {
        covered["conversation_references"] = covered.GetValueOrDefault("conversation_references") + session.Execute(s_erase, person.Tenant, person.SubjectId, spared);
        covered["notice_recipients"] = covered.GetValueOrDefault("notice_recipients") + session.Execute(s_eraseNotices, person.Tenant, person.SubjectId);
    }

    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var reference in await FindAsync(new(person.Tenant) { User = person.SubjectId }, cancellationToken))
            yield return new("conversation_reference", reference.Conversation.ToString(), reference.Conversation.ToString(), reference.LastContactAt,
                JsonSerializer.Serialize(new(reference.Address, reference.Locale, reference.Person.Name), StoreJson.Default.ReferenceContent));
        foreach (var (channel, at) in await reader.QueryAsync(
            "SELECT channel, opted_out_at FROM conversation_references WHERE tenant = @tenant AND subject = @subject AND conversation = '' AND opted_out_at IS NOT NULL",
            row => (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))), cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId)))
            yield return new("notices_stopped", null, channel, at, JsonSerializer.Serialize(channel, StoreJson.Default.String));
    }

    private async Task<IReadOnlyList<ConversationReference>> QueryAsync(string where, List<(string, object)> parameters, CancellationToken cancellationToken) =>
        await reader.QueryAsync(Columns + where, Read, cancellationToken, [.. parameters]);

    private ConversationReference Read(DbDataReader row)
    {
        var owner = new ContentOwner(row.GetString(0), row.GetString(1));
        var stored = content.Read(owner, row.GetFieldValue<byte[]>(6), StoreJson.Default.ReferenceContent);
        return new()
        {
            Conversation = ConversationKey.Parse(row.GetString(2)),
            Person = new(owner.SubjectId, stored.Name),
            IsShared = row.GetBoolean(3),
            LastContactAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            OptedOutSince = row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Address = stored.Address,
            Locale = stored.Locale,
        };
    }
}
