using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Notes with a message what its channel shows of the turn while it runs, so that after a crash the next process can take it back, or end it. Thread-safe.</summary>
internal sealed class ShownNotes(InboundMessage message, ReplyAddress to, IInbox inbox)
{
    private readonly Lock _gate = new();
    private ReplyAddress _noted = to;

    /// <summary>On disk when the task ends.</summary>
    public Task NoteAsync(Func<ReplyAddress, ReplyAddress> change)
    {
        lock (_gate)
            return inbox.ReaddressAsync(message, (_noted = change(_noted)).ToJson(), CancellationToken.None);
    }
}
