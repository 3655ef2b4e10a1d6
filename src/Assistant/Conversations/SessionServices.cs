using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>What every <see cref="ConversationSession"/> of a process shares.</summary>
public sealed record SessionServices(IInbox Inbox, IConversationDirectory Directory, TurnRunner Runner, TurnDelivery Delivery, TurnLoad Load, TimeProvider Time, ILogger<ConversationSession> Logger);
