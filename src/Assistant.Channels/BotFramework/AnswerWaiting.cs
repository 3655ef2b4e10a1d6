using Assistant.Conversations;

namespace Assistant.Channels.BotFramework;

/// <summary>Waits for the answer to a message, for those whose client waits in its request.</summary>
internal sealed class AnswerWaiting(IConversations conversations, IInbox inbox, IConversationDirectory directory)
{
    // Between a message and its answer stands what waited or came meanwhile.
    private const int MostBehind = 1_000;

    /// <summary>Null when the turn was stopped.</summary>
    public async Task<StoredActivity?> AnswerToAsync(AcceptedMessage accepted, CancellationToken cancellationToken)
    {
        var (conversation, asked) = (accepted.Message.Conversation, accepted.Message.ActivityId);
        // Asked again after its turn has ended: of one that was stopped nobody would be told any more.
        if ((await inbox.PendingAsync(conversation, accepted.Sequence - 1, cancellationToken)).All(waiting => waiting.Sequence != accepted.Sequence))
            return (await directory.ActivitiesAsync(conversation, accepted.Sequence, MostBehind, cancellationToken)).FirstOrDefault(activity => activity.Answer is not null && activity.ReplyToId == asked);
        await foreach (var happened in conversations.FollowAsync(conversation, accepted.Sequence, cancellationToken))
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
