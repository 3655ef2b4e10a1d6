using Assistant.Agent;

namespace Assistant.Conversations;

/// <summary>A channel to which replies are pushed (step 7). Channels whose clients follow the conversation (Direct Line, terminal) need none.</summary>
public interface IReplyChannel
{
    /// <summary>True when this channel delivers to the address of <see cref="InboundMessage.ReplyAddress"/>.</summary>
    bool Serves(ConversationKey conversation);

    /// <summary>Opens the way to the sender of one message; cheap, sends nothing yet.</summary>
    IReplyWriter Open(InboundMessage message);

    /// <summary>Does what <see cref="InboundKind.Errand"/> asks for, and tells what came of it. Begun again after a crash.</summary>
    Task<Answer> RunErrandAsync(InboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException("This channel has no errands.");
}

/// <summary>Speaks to one person during one turn. Progress and growing text are best effort; <see cref="DeliverAsync"/> throws when the reply is not known to have arrived.</summary>
public interface IReplyWriter : IAsyncDisposable
{
    ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken);

    /// <param name="text">All of the answer so far.</param>
    ValueTask GrowAsync(string text, CancellationToken cancellationToken);

    /// <summary>The turn is broken off and runs again in another process: what is shown of it stays as it is. Afterwards it is only disposed.</summary>
    void Leave()
    {
    }

    /// <summary>In how many messages the channel shows an answer; the same number each time.</summary>
    int PartsOf(StoredActivity reply) => 1;

    /// <summary>
    /// Of a part of which nobody knows whether it arrived: it is sent again, with a note. False: it is not; that a part begins to be sent is then noted just before it, by a write of its own, and not with the turn's record.
    /// </summary>
    bool RepeatsUnknown => true;

    /// <summary>Until then somebody waits for the answer elsewhere and may take it from the outbox (<see cref="Audit.ITurnLog.MarkDeliveredAsync"/>): nothing is pushed before. Null for nobody.</summary>
    DateTimeOffset? HeldUntil => null;

    /// <summary>Sends a part of the answer, which is already recorded, after those before it. Called again when it was not known to have arrived.</summary>
    /// <returns>What the channel calls the message; null when it told nothing, or when the part is left as it may have arrived.</returns>
    /// <exception cref="DeliveryException">It did not arrive, or nobody knows.</exception>
    ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken);
}
