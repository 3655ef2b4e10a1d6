using Assistant.Conversations;

namespace Assistant.Memory.Facts;

/// <summary>One message as it was said: the episode it is kept as, the words, the time of saying with the speaker's offset, and whose words they are.</summary>
public sealed record Utterance(string EpisodeId, string Text, DateTimeOffset SaidAt, UtteranceSource Source = UtteranceSource.User, string Conversation = "")
{
    /// <summary>The message that says it: what is drawn from it is kept only while the log holds that message and it is not passed over. Null for what comes from elsewhere.</summary>
    public SaidMessage? Message { get; init; }

    /// <summary>It is said now: it comes after all that is known, whatever the clock says.</summary>
    public bool IsLive { get; init; }
}

/// <param name="ActivityId">The channel's id of the message.</param>
public sealed record SaidMessage(ConversationKey Conversation, string ActivityId);
