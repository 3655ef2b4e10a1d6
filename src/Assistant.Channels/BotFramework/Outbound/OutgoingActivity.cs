using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Channels.Activities;
using Assistant.Channels.BotFramework.Outbound.Connector;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>An activity as the connector takes it.</summary>
internal sealed record OutgoingActivity
{
    public required string Type { get; init; }

    /// <summary>Ours: the connector gives its own, and answers with it.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }
    public required string ChannelId { get; init; }
    public string? ServiceUrl { get; init; }
    public required OutgoingConversation Conversation { get; init; }
    public required OutgoingAccount From { get; init; }
    public required OutgoingAccount Recipient { get; init; }
    public string? ReplyToId { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }

    /// <summary>What stands for the cards where only a line is shown: in a notification.</summary>
    public string? Summary { get; init; }

    public string? InputHint { get; init; }
    public string? Locale { get; init; }
    public IReadOnlyList<WireAttachment>? Attachments { get; init; }

    /// <summary>Of the types that <see cref="ConnectorJson"/> knows: <see cref="MessageEntity"/>, <see cref="StreamInfoEntity"/>.</summary>
    public IReadOnlyList<object>? Entities { get; init; }

    public WireSuggestedActions? SuggestedActions { get; init; }
    public OutgoingChannelData? ChannelData { get; init; }
}

/// <summary>What Teams alone understands.</summary>
internal sealed record OutgoingChannelData(FeedbackLoop FeedbackLoop);

/// <param name="Type">"default" (Teams asks for the reason) or "custom" (we do).</param>
internal sealed record FeedbackLoop(string Type);

/// <summary>A piece of Teams' live stream.</summary>
/// <param name="StreamType">"informative" (what is being done), "streaming" (the answer so far) or "final".</param>
/// <param name="StreamSequence">From 1; none on the final one.</param>
/// <param name="StreamId">What the first one was answered with; left out on the first.</param>
internal sealed record StreamInfoEntity(string StreamType, int? StreamSequence, string? StreamId)
{
    public string Type { get; } = "streaminfo";
}

internal sealed record OutgoingConversation(string Id, bool? IsGroup, string? ConversationType);

internal sealed record OutgoingAccount(string Id, string? Name, string? Role);

/// <summary>What a request with deliveryMode expectReplies gets.</summary>
internal sealed record ExpectedReplies(IReadOnlyList<OutgoingActivity> Activities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutgoingActivity))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ConnectorFault))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(CreatedConversation))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(IReadOnlyList<ChannelMember>))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(AttachmentUpload))]
[JsonSerializable(typeof(AttachmentDescription))]
[JsonSerializable(typeof(MessageEntity))]
[JsonSerializable(typeof(StreamInfoEntity))]
[JsonSerializable(typeof(ReplyAddress))]
internal sealed partial class ConnectorJson : JsonSerializerContext;

/// <summary>The same for JSON that is never put into HTML: Chinese stays Chinese.</summary>
internal static class ConnectorWire
{
    public static ConnectorJson Json { get; } = new(new JsonSerializerOptions(ConnectorJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
