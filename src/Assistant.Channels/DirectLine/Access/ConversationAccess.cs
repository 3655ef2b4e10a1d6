using System.Collections.Concurrent;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Decides whether a caller may use a conversation. Whether it is the caller's is decided by the signed id alone; the store is asked for old or foreign ids, and whether it has ended.</summary>
internal sealed class ConversationAccess(ConversationIds ids, IConversationDirectory directory, IOptions<DirectLineOptions> options, TimeProvider time)
{
    private const int MostRemembered = 100_000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);

    public static ConversationKey Key(string id) => new(ConversationKey.DefaultTenant, ChannelIds.DirectLine, id);

    /// <summary>For everything but a message, of which the inbox says whether its conversation has ended.</summary>
    /// <exception cref="Refusal">403: the token is for another conversation; 404: it is not there, not any more, or not the caller's.</exception>
    public async Task<ConversationKey> OpenAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var key = await OpenToPostAsync(caller, id, cancellationToken);
        if (!await directory.IsEndedAsync(key, cancellationToken))
            return key;
        Ended(id);
        throw Refusal.NotFound();
    }

    /// <summary>The usual case is decided without the store.</summary>
    /// <exception cref="Refusal">As above.</exception>
    public async Task<ConversationKey> OpenToPostAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (caller.Conversation is { } only && only != id)
            throw Refusal.Forbidden("The token is for another conversation.");
        var key = Key(id);
        if (_ended.ContainsKey(id))
            throw Refusal.NotFound();
        if (caller.Conversation is not null || (caller.IsUser ? ids.MadeFor(caller.User, id) : ConversationIds.TimeOf(id)) is { } made && IsFresh(made))
            return key;
        return await directory.FindAsync(key, cancellationToken) is { } found && (!caller.IsUser || found.UserId == caller.User) ? key : throw Refusal.NotFound();
    }

    /// <summary>What a client has seen. One that has seen more than there is knew a store that was put back since: it begins anew, or it would hear nothing until there is as much again.</summary>
    public async Task<long> SeenAsync(ConversationKey conversation, long watermark, CancellationToken cancellationToken) =>
        watermark > 0 && (await directory.FindAsync(conversation, cancellationToken) is not { LastWatermark: var last } || watermark > last) ? 0 : watermark;

    /// <summary>The conversation was ended or deleted, as the store knows too: whoever comes back to it in this process is told without asking the store.</summary>
    public void Ended(string id)
    {
        if (_ended.Count >= MostRemembered)
            foreach (var (old, at) in _ended)
                if (!IsFresh(at))
                    _ended.TryRemove(old, out _);
        if (_ended.Count < MostRemembered)
            _ended[id] = time.GetUtcNow();
    }

    /// <summary>It could not be ended: it is there as before.</summary>
    public void NotEnded(string id) => _ended.TryRemove(id, out _);

    private bool IsFresh(DateTimeOffset at) => time.GetUtcNow() - at < options.Value.UnusedConversation;
}
