using Assistant.Conversations;

namespace Assistant.Channels.BotFramework;

/// <summary>Waits for the answer to a message, for those whose client waits in its request.</summary>
internal sealed class AnswerWaiting(IConversations conversations)
{
    /// <summary>Null when the turn was stopped.</summary>
    public async Task<StoredActivity?> AnswerToAsync(AcceptedMessage accepted, CancellationToken cancellationToken)
    {
        var asked = accepted.Message.ActivityId;
        await foreach (var happened in conversations.FollowAsync(accepted.Message.Conversation, accepted.Sequence, cancellationToken))
        {
            switch (happened)
            {
                case ActivityAdded { Activity: { Answer: not null } activity } when activity.ReplyToId == asked:
                    return activity;
                case TurnStopped stopped when stopped.ReplyToId == asked:
                    return null;
            }
        }
        return null;
    }
}
