using System.Text.Json.Serialization;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>What the connector answers with when it has taken something.</summary>
internal sealed record ResourceResponse(string? Id);

/// <summary>A new conversation.</summary>
/// <param name="Members">With whom; one for a personal chat.</param>
/// <param name="TenantId">Whose they are; Teams must have it.</param>
/// <param name="Activity">What is said in it first; null for nothing yet.</param>
internal sealed record ConversationParameters(OutgoingAccount Bot, IReadOnlyList<OutgoingAccount> Members, bool? IsGroup = null, string? TopicName = null, string? TenantId = null, OutgoingActivity? Activity = null);

/// <param name="ActivityId">Of the first activity, when there was one.</param>
/// <param name="ServiceUrl">Where it goes on; null for where it was asked for.</param>
internal sealed record CreatedConversation([property: JsonRequired] string Id, string? ActivityId, string? ServiceUrl);

/// <param name="ContinuationToken">Asks for the next page; null or empty on the last.</param>
internal sealed record ConversationPage(string? ContinuationToken, IReadOnlyList<ConversationMembers>? Conversations);

internal sealed record ConversationMembers([property: JsonRequired] string Id, IReadOnlyList<ChannelMember>? Members);

/// <param name="ContinuationToken">Asks for the next page; null or empty on the last.</param>
internal sealed record MemberPage(string? ContinuationToken, IReadOnlyList<ChannelMember>? Members);

/// <summary>Somebody in a conversation; what the channel does not tell is null.</summary>
/// <param name="AadObjectId">The person in the company's directory.</param>
internal sealed record ChannelMember([property: JsonRequired] string Id, string? Name, string? AadObjectId, string? Email, string? UserPrincipalName, string? TenantId, string? UserRole);

internal sealed record Transcript(IReadOnlyList<OutgoingActivity> Activities);

/// <param name="Type">"image/png".</param>
/// <param name="OriginalBase64">The bytes; Base64 on the wire.</param>
internal sealed record AttachmentUpload(string Name, string Type, byte[] OriginalBase64, byte[]? ThumbnailBase64 = null);

internal sealed record AttachmentDescription(string? Name, string? Type, IReadOnlyList<AttachmentView>? Views);

/// <param name="Size">Bytes.</param>
internal sealed record AttachmentView([property: JsonRequired] string ViewId, long? Size);
