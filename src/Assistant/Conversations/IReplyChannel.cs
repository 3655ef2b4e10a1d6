namespace Assistant.Conversations;

/// <summary>A channel to which replies are pushed (step 7). Channels whose clients follow the conversation (Direct Line, terminal) need none.</summary>
public interface IReplyChannel
{
    /// <summary>True when this channel delivers to the address of <see cref="InboundMessage.ReplyAddress"/>.</summary>
    bool Serves(ConversationKey conversation);

    /// <summary>Opens the way to the sender of one message; cheap, sends nothing yet.</summary>
    IReplyWriter Open(InboundMessage message);
}

/// <summary>Speaks to one person during one turn. Progress and growing text are best effort; <see cref="DeliverAsync"/> throws when the reply did not arrive.</summary>
public interface IReplyWriter : IAsyncDisposable
{
    ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken);

    /// <param name="text">All of the answer so far.</param>
    ValueTask GrowAsync(string text, CancellationToken cancellationToken);

    /// <summary>Sends the answer, which is already recorded. Called again after a crash when it was not known to have arrived.</summary>
    /// <returns>What the channel calls the answer; null when it told none.</returns>
    ValueTask<string?> DeliverAsync(StoredActivity reply, CancellationToken cancellationToken);
}
