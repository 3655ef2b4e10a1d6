using Assistant.Audit;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>Keeps in the log's outbox how far the sending of one part is.</summary>
/// <param name="isBegun">That it begins is noted already: with the turn's record, or with the arrival of the part before.</param>
/// <param name="mayHaveArrived">It was begun before, and nobody knows its end: nothing that happens now makes it certain that it did not arrive.</param>
internal sealed partial class PartNotes(ITurnLog log, ConversationKey conversation, string replyId, int part, bool isBegun, bool mayHaveArrived, ILogger logger)
{
    private bool _isBegun = isBegun || mayHaveArrived;
    private bool _isAsked;

    public PartSend Send => new(part, mayHaveArrived) { Begin = BeginAsync, NotSent = NotSentAsync };

    /// <summary>A request of this try may have shown it, whatever earlier ones did.</summary>
    public bool MayHaveArrived { get; private set; }

    /// <summary>The channel asks not to be tried before.</summary>
    public Task NoteQuietAsync(DateTimeOffset notBefore) => NoteAsync(notBefore);

    /// <summary>The try ended without an outcome: where no request had begun, it certainly showed nothing.</summary>
    public Task NoteEndAsync() => _isAsked ? Task.CompletedTask : NoteAsync(null);

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        // Before anything is sent: where it cannot be kept nothing is.
        if (!_isBegun)
            await log.MarkSendingAsync(conversation, replyId, part + 1, null, cancellationToken);
        (_isBegun, _isAsked, MayHaveArrived) = (true, true, true);
    }

    private Task NotSentAsync()
    {
        MayHaveArrived = false;
        return NoteAsync(null);
    }

    private async Task NoteAsync(DateTimeOffset? notBefore)
    {
        var begun = mayHaveArrived || (notBefore is not null && _isBegun);
        if (begun == _isBegun && notBefore is null)
            return;
        try
        {
            await log.MarkSendingAsync(conversation, replyId, begun ? part + 1 : part, notBefore, CancellationToken.None);
            _isBegun = begun;
        }
        catch (Exception e)
        {
            Log.NotNoted(logger, replyId, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How far reply {ActivityId} was sent could not be noted ({Error})")]
        public static partial void NotNoted(ILogger logger, string activityId, string error);
    }
}
