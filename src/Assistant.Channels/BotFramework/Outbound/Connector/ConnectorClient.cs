using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>
/// The routes of a channel's connector. Each takes the address of a chat: its serviceUrl, its app's token, its place among the channel's limits.
/// None throws for what a connector does; a request whose outcome nobody knows is sent again only where twice is as good as once (<see cref="ConnectorRetry"/>).
/// </summary>
internal sealed class ConnectorClient(ConnectorHttp http)
{
    private const int LongestJson = 1024 * 1024;

    /// <summary>A message: an answer to <see cref="ReplyAddress.ActivityId"/>, or of its own when that is null.</summary>
    /// <param name="part">The part of a reply that it is; null for what needs no note.</param>
    public Task<SendResult> SendAsync(ReplyAddress to, OutgoingActivity activity, CancellationToken cancellationToken, PartSend? part = null) =>
        CreateAsync(to, HttpMethod.Post, ConnectorRoute.Activities(to), activity, ConnectorWire.Json.OutgoingActivity, cancellationToken, part);

    /// <summary>What is so for a moment, typing, a piece of a stream, how far a turn is: sent at once and once, or not at all. The answer must not wait for it.</summary>
    public Task<SendResult> ShowAsync(ReplyAddress to, OutgoingActivity activity, CancellationToken cancellationToken) =>
        CreateAsync(to, HttpMethod.Post, ConnectorRoute.Activities(to), activity, ConnectorWire.Json.OutgoingActivity, cancellationToken, isPassing: true);

    /// <summary>The same in the place of one that was shown: the one of <see cref="ReplyAddress.ActivityId"/>.</summary>
    public Task<SendResult> ReshowAsync(ReplyAddress to, OutgoingActivity activity, CancellationToken cancellationToken) =>
        CreateAsync(to, HttpMethod.Put, ConnectorRoute.Activities(to), activity, ConnectorWire.Json.OutgoingActivity, cancellationToken, isPassing: true);

    /// <summary>Puts another in the place of an activity that was sent: the one of <see cref="ReplyAddress.ActivityId"/>.</summary>
    public Task<SendResult> UpdateAsync(ReplyAddress to, OutgoingActivity activity, CancellationToken cancellationToken) =>
        CreateAsync(to, HttpMethod.Put, ConnectorRoute.Activities(to), activity, ConnectorWire.Json.OutgoingActivity, cancellationToken);

    /// <summary>Takes back the activity of <see cref="ReplyAddress.ActivityId"/>; one that is not there is taken back.</summary>
    public async Task<SendResult> DeleteAsync(ReplyAddress to, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(to.ActivityId);
        return await DeleteAsync(to, ConnectorRoute.Activities(to), cancellationToken);
    }

    /// <summary>Puts activities of another time into the conversation, in their order, as if they had been sent in it.</summary>
    public Task<SendResult> SendHistoryAsync(ReplyAddress to, IReadOnlyList<OutgoingActivity> activities, CancellationToken cancellationToken) =>
        CreateAsync(to, HttpMethod.Post, ConnectorRoute.History(to), new Transcript(activities), ConnectorWire.Json.Transcript, cancellationToken);

    /// <summary>A new conversation at the connector of a known chat, as a personal one with somebody from a group. Its serviceUrl, where it names another, is checked like any other when it is used.</summary>
    public Task<ConnectorRead<CreatedConversation>> CreateConversationAsync(ReplyAddress at, ConversationParameters parameters, CancellationToken cancellationToken) =>
        ReadAsync(at, HttpMethod.Post, ConnectorRoute.Conversations(at), JsonContent.Create(parameters, ConnectorWire.Json.ConversationParameters), ConnectorJson.Default.CreatedConversation, cancellationToken);

    /// <summary>The conversations that the bot is in, a page at a time: the connector's own size.</summary>
    /// <param name="continuation">Of the page before; null for the first.</param>
    public Task<ConnectorRead<ConversationPage>> ConversationsAsync(ReplyAddress at, string? continuation, CancellationToken cancellationToken) =>
        ReadAsync(at, HttpMethod.Get, ConnectorRoute.Conversations(at, continuation), null, ConnectorJson.Default.ConversationPage, cancellationToken);

    /// <summary>Everybody in the conversation; large ones are to be asked for in pages.</summary>
    public Task<ConnectorRead<IReadOnlyList<ChannelMember>>> MembersAsync(ReplyAddress to, CancellationToken cancellationToken) =>
        ReadAsync(to, HttpMethod.Get, ConnectorRoute.Members(to), null, ConnectorJson.Default.IReadOnlyListChannelMember, cancellationToken);

    public Task<ConnectorRead<ChannelMember>> MemberAsync(ReplyAddress to, string memberId, CancellationToken cancellationToken) =>
        ReadAsync(to, HttpMethod.Get, ConnectorRoute.Member(to, memberId), null, ConnectorJson.Default.ChannelMember, cancellationToken);

    /// <param name="pageSize">Members; Teams gives 50 to 500 at once, whatever is asked for.</param>
    /// <param name="continuation">Of the page before; null for the first.</param>
    public Task<ConnectorRead<MemberPage>> PagedMembersAsync(ReplyAddress to, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        ReadAsync(to, HttpMethod.Get, ConnectorRoute.PagedMembers(to, pageSize, continuation), null, ConnectorJson.Default.MemberPage, cancellationToken);

    /// <summary>Who an activity, that of <see cref="ReplyAddress.ActivityId"/>, was for.</summary>
    public Task<ConnectorRead<IReadOnlyList<ChannelMember>>> ActivityMembersAsync(ReplyAddress to, CancellationToken cancellationToken) =>
        ReadAsync(to, HttpMethod.Get, ConnectorRoute.ActivityMembers(to), null, ConnectorJson.Default.IReadOnlyListChannelMember, cancellationToken);

    /// <summary>Takes somebody out of the conversation; somebody who is not in it is out of it.</summary>
    public Task<SendResult> RemoveMemberAsync(ReplyAddress to, string memberId, CancellationToken cancellationToken) => DeleteAsync(to, ConnectorRoute.Member(to, memberId), cancellationToken);

    /// <summary>Leaves a file with the channel; <see cref="SendResult.Id"/> names it in <see cref="AttachmentAsync"/>.</summary>
    public Task<SendResult> UploadAsync(ReplyAddress to, AttachmentUpload file, CancellationToken cancellationToken) =>
        CreateAsync(to, HttpMethod.Post, ConnectorRoute.Uploads(to), file, ConnectorWire.Json.AttachmentUpload, cancellationToken);

    public Task<ConnectorRead<AttachmentDescription>> AttachmentAsync(ReplyAddress at, string attachmentId, CancellationToken cancellationToken) =>
        ReadAsync(at, HttpMethod.Get, ConnectorRoute.Attachment(at, attachmentId), null, ConnectorJson.Default.AttachmentDescription, cancellationToken);

    /// <param name="viewId">One of <see cref="AttachmentDescription.Views"/>: "original", "thumbnail".</param>
    /// <param name="mostBytes">A longer one is not read: <see cref="SendOutcome.Unknown"/>.</param>
    public async Task<ConnectorRead<byte[]>> AttachmentViewAsync(ReplyAddress at, string attachmentId, string viewId, long mostBytes, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(at, HttpMethod.Get, ConnectorRoute.AttachmentView(at, attachmentId, viewId), null, mostBytes, cancellationToken);
        return new(answer.Result, answer.Result.Outcome == SendOutcome.Sent ? answer.Body : null);
    }

    private async Task<SendResult> CreateAsync<T>(ReplyAddress to, HttpMethod method, Uri? route, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken, PartSend? part = null, bool isPassing = false)
    {
        var answer = await http.SendAsync(to, method, route, JsonContent.Create(body, type), LongestJson, cancellationToken, part, isPassing);
        // It arrived, whatever the connector says about it.
        return answer.Result.Outcome == SendOutcome.Sent ? answer.Result with { Id = Parsed(answer.Body, ConnectorJson.Default.ResourceResponse)?.Id } : answer.Result;
    }

    private async Task<SendResult> DeleteAsync(ReplyAddress to, Uri? route, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(to, HttpMethod.Delete, route, null, LongestJson, cancellationToken);
        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? new(SendOutcome.Sent) : answer.Result;
    }

    private async Task<ConnectorRead<T>> ReadAsync<T>(ReplyAddress at, HttpMethod method, Uri? route, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await http.SendAsync(at, method, route, content, LongestJson, cancellationToken);
        if (answer.Result.Outcome != SendOutcome.Sent)
            return new(answer.Result, null);
        return Parsed(answer.Body, type) is { } value ? new(answer.Result, value) : new(new(SendOutcome.Unknown, Reason: "an unreadable response"), null);
    }

    private static T? Parsed<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
