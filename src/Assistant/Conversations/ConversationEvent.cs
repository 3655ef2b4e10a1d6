namespace Assistant.Conversations;

/// <summary>What whoever follows a conversation sees. Only <see cref="ActivityAdded"/> is durable and has a watermark; the others are lost on a reconnect, and may be.</summary>
public abstract record ConversationEvent;

/// <summary>An activity was stored. Sent exactly once a follower, in order of its watermark.</summary>
public sealed record ActivityAdded(StoredActivity Activity) : ConversationEvent;

/// <summary>What the running turn is doing ("Reading 2 pictures").</summary>
public sealed record TurnProgressed(string ReplyToId, TurnProgress Progress) : ConversationEvent;

/// <summary>The answer so far; each event holds all of the text before it too.</summary>
public sealed record AnswerGrew(string ReplyToId, string Text) : ConversationEvent;

/// <summary>The turn ended without an answer to keep: stopped by the user. (An answer or a failure comes as <see cref="ActivityAdded"/>.)</summary>
public sealed record TurnStopped(string ReplyToId) : ConversationEvent;

/// <summary>The conversation was deleted; nothing follows.</summary>
public sealed record ConversationEnded : ConversationEvent;
