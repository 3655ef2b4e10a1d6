namespace Assistant.Conversations;

/// <summary>The person's own activity, as it is stored with the message and shown to followers.</summary>
public static class UserActivity
{
    public static StoredActivity Of(AcceptedMessage accepted) => new()
    {
        Watermark = accepted.Sequence,
        Id = accepted.Message.ActivityId,
        Author = ActivityAuthor.User,
        From = accepted.Message.From,
        At = accepted.Message.ReceivedAt,
        Text = accepted.Message.Kind == InboundKind.Notice ? "" : accepted.Message.Text,
        Attachments = accepted.Message.Attachments,
        ChannelData = accepted.Message.ChannelData,
        Value = accepted.Message.Value,
        Locale = accepted.Message.Locale,
        TimeZone = accepted.Message.TimeZone,
        RevisedAt = accepted.Message.RevisedAt,
        IsNotice = accepted.Message.Kind == InboundKind.Notice,
    };
}
