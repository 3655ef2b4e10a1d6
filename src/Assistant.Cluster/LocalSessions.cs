using System.Collections.Concurrent;
using Assistant.Conversations;

namespace Assistant.Cluster;

/// <summary>The sessions of the grains that live on this replica: who follows a conversation that is here need not call through the cluster for each event.</summary>
internal sealed class LocalSessions
{
    private readonly ConcurrentDictionary<ConversationKey, IConversationSession> _sessions = new();

    public IConversationSession? Find(ConversationKey conversation) => _sessions.GetValueOrDefault(conversation);

    public void Add(ConversationKey conversation, IConversationSession session) => _sessions[conversation] = session;

    /// <summary>Unless another has taken its place.</summary>
    public void Remove(ConversationKey conversation, IConversationSession session) => _sessions.TryRemove(KeyValuePair.Create(conversation, session));
}
