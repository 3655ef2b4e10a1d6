using Assistant.Audit;
using Assistant.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>What every <see cref="ConversationSession"/> of a process shares.</summary>
internal sealed record SessionServices(
    IInbox Inbox, IConversationDirectory Directory, TurnRunner Runner, TurnDelivery Delivery, TurnLoad Load, ITurnLog Log, MemoryRevisions Revisions,
    IOptions<TurnOptions> Turns, TimeProvider Time, ILogger<ConversationSession> Logger) : IConversationSessions
{
    public IConversationSession Create(ConversationKey conversation) => new ConversationSession(conversation, this);
}
