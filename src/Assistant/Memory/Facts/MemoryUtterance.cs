using Assistant.Conversations;

namespace Assistant.Memory.Facts;

/// <summary>A turn's question as something that its person wrote, or that a recording of theirs says: whose voice that is nobody knows, so facts are not learnt from it.</summary>
internal static class MemoryUtterance
{
    /// <param name="now">With the person's own offset: "yesterday" is theirs.</param>
    /// <param name="heard">The question was heard, not written.</param>
    /// <param name="activityId">The message's own id; empty where the turn is of none.</param>
    public static Utterance Of(string turnId, ConversationKey conversation, string activityId, string question, DateTimeOffset now, bool heard = false) =>
        new(turnId, question, now, heard ? UtteranceSource.Recording : UtteranceSource.User, conversation.ToString())
        {
            Message = activityId.Length > 0 ? new(conversation, activityId) : null,
            IsLive = true,
        };
}
