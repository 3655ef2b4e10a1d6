using Assistant.Conversations;

namespace Assistant.Memory.Facts;

/// <summary>A turn's question as something that its person said.</summary>
internal static class MemoryUtterance
{
    /// <param name="now">With the person's own offset: "yesterday" is theirs.</param>
    public static Utterance Of(string turnId, ConversationKey conversation, string question, DateTimeOffset now) => new(turnId, question, now, UtteranceSource.User, conversation.ToString());
}
