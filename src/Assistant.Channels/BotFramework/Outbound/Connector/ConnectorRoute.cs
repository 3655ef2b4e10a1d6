using System.Globalization;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>Addresses under a connector's `/v3`; null where an id could not stand in its place: an empty one, and "." and "..", which mean folders even when they are escaped.</summary>
internal static class ConnectorRoute
{
    public static Uri? Conversations(ReplyAddress at, string? continuation = null) => Of(at, [("continuationToken", continuation)], "conversations");

    /// <summary>One activity's when the address names one, else where new ones are posted.</summary>
    public static Uri? Activities(ReplyAddress to) => to.ActivityId is { } id ? Of(to, [], "conversations", to.ConversationId, "activities", id) : Of(to, [], "conversations", to.ConversationId, "activities");

    public static Uri? History(ReplyAddress to) => Of(to, [], "conversations", to.ConversationId, "activities", "history");

    public static Uri? ActivityMembers(ReplyAddress to) => Of(to, [], "conversations", to.ConversationId, "activities", to.ActivityId ?? "", "members");

    public static Uri? Members(ReplyAddress to) => Of(to, [], "conversations", to.ConversationId, "members");

    public static Uri? Member(ReplyAddress to, string memberId) => Of(to, [], "conversations", to.ConversationId, "members", memberId);

    public static Uri? PagedMembers(ReplyAddress to, int pageSize, string? continuation) =>
        Of(to, [("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)), ("continuationToken", continuation)], "conversations", to.ConversationId, "pagedmembers");

    public static Uri? Uploads(ReplyAddress to) => Of(to, [], "conversations", to.ConversationId, "attachments");

    public static Uri? Attachment(ReplyAddress at, string attachmentId) => Of(at, [], "attachments", attachmentId);

    public static Uri? AttachmentView(ReplyAddress at, string attachmentId, string viewId) => Of(at, [], "attachments", attachmentId, "views", viewId);

    private static Uri? Of(ReplyAddress at, (string Name, string? Value)[] parameters, params string[] path)
    {
        if (Array.Exists(path, part => part is "" or "." or ".."))
            return null;
        var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        return new($"{at.ServiceUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v3/{string.Join('/', path.Select(Uri.EscapeDataString))}{(query.Length == 0 ? "" : $"?{query}")}");
    }
}
