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

    /// <summary>In how many messages the channel shows an answer; the same number each time.</summary>
    int PartsOf(StoredActivity reply) => 1;

    /// <summary>Sends a part of the answer, which is already recorded, after those before it. Called again after a crash when it was not known to have arrived.</summary>
    /// <param name="part">From 0.</param>
    /// <returns>What the channel calls the message; null when it told nothing.</returns>
    ValueTask<string?> DeliverAsync(StoredActivity reply, int part, CancellationToken cancellationToken);
}
