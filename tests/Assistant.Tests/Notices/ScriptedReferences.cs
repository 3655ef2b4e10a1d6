using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Privacy;

namespace Assistant.Tests.Notices;

/// <summary>References in memory, found by conversation and channel.</summary>
internal sealed class ScriptedReferences(params ConversationReference[] known) : IConversationReferences
{
    public List<ConversationReference> Known { get; } = [.. known];

    /// <summary>What has become of them by the second time that they are looked up; null: nothing.</summary>
    public Func<ConversationReference, ConversationReference>? Then { get; set; }

    private int _finds;

    public Task<IReadOnlyList<ConversationReference>> FindAsync(NoticeTarget target, CancellationToken cancellationToken)
    {
        var found = Known.Where(each => (target.Conversation is not { } conversation || each.Conversation.ToString() == conversation || each.Conversation.Id == conversation) && (target.Channel ?? each.Conversation.Channel) == each.Conversation.Channel);
        return Task.FromResult<IReadOnlyList<ConversationReference>>([.. _finds++ > 0 && Then is { } then ? found.Select(then) : found]);
    }

    public Task<int> RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult(Known.RemoveAll(each => each.Conversation == conversation));

    public Task SetOptOutAsync(ContentOwner person, string channel, DateTimeOffset? since, CancellationToken cancellationToken) => throw new NotSupportedException();
}
