using System.Text.Json;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Where and how one message is answered through the connector; stored with the message as <see cref="InboundMessage.ReplyAddress"/>.</summary>
/// <param name="ActivityId">The channel's id of the activity that is answered; null when it had none.</param>
/// <param name="Bot">We, as the channel calls us.</param>
/// <param name="AppId">The app registration that the message was for and that answers; null in development mode.</param>
/// <param name="Inline">The sender waits for the answer in the response to its request: nothing is pushed.</param>
/// <param name="ProgressId">The channel's id of what is shown of the turn while it runs; null while nothing is.</param>
/// <param name="StreamId">The channel's id of the live stream that shows the turn, which has to be ended; null while there is none.</param>
/// <param name="PersonId">Who <paramref name="User"/> is here, where that is not what the channel calls them: of another bot's people.</param>
/// <param name="BotId">The app id of the other bot that is answered, for which our token has to be; null where that is the Bot Connector.</param>
/// <param name="TeamId">The channel's id of the team that the conversation belongs to; null for none.</param>
/// <param name="EndedStreamId">The channel's id of the message that a live stream became, whose place the answer takes; null for none.</param>
/// <param name="HeldUntil">Nothing is pushed before: until then a dialog waits for the answer, and takes it. Null where nobody does.</param>
internal sealed record ReplyAddress(Uri ServiceUrl, string ChannelId, string ConversationId, string? ConversationType, bool IsShared, string? ActivityId, Participant Bot, Participant User, string? Locale, bool Inline, string? AppId = null, string? ProgressId = null, string? StreamId = null, string? PersonId = null, string? BotId = null, string? TeamId = null, DateTimeOffset? HeldUntil = null, string? EndedStreamId = null)
{
    public static ReplyAddress Of(IncomingActivity activity, string? appId) => new(
        activity.ServiceUrl, activity.ChannelId, activity.Conversation.Id, activity.Conversation.Type, activity.Conversation.IsShared, activity.Id, activity.Recipient, activity.From, activity.Locale, activity.ExpectsReplies, appId, PersonId: activity.Person == activity.From ? null : activity.Person.Id, BotId: activity.BotId, TeamId: activity.TeamId);

    /// <summary>Where its sender is told something later, in the same conversation or thread: a message that answers none.</summary>
    public static ReplyAddress ToTell(IncomingActivity activity, string? appId) => Of(activity, appId) with { ActivityId = null, Inline = false };

    /// <summary>Null when the message came from another surface.</summary>
    public static ReplyAddress? Of(InboundMessage message) => Of(message.ReplyAddress);

    /// <param name="json">What <see cref="ToJson"/> made; null for none.</param>
    public static ReplyAddress? Of(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ConnectorJson.Default.ReplyAddress);

    public string ToJson() => JsonSerializer.Serialize(this, ConnectorJson.Default.ReplyAddress);
}
