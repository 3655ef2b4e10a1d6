using System.Globalization;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Assistant.Channels.Page;

/// <summary>The sources of a conversation: bytes as they were given, what was read in them, pages as pictures. Never run, never shown unless picture or sound.</summary>
internal sealed class AttachmentEndpoints(
    RequestAccess access, ConversationAccess opened, DirectLineTokens tokens, SiteSecret secret, IConversationDirectory directory, IAttachmentStore attachments, IEvidenceStore evidence, IMediaReader media)
{
    private const int LargestPageNumber = 100_000;

    public async Task ReadAsync(HttpContext context)
    {
        var content = await OpenAsync(context);
        var head = new byte[ContentTypes.HeaderLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, context.RequestAborted);
        content.Position = 0;
        var type = ContentTypes.Of(head.AsSpan(0, length));
        var disposition = new ContentDispositionHeaderValue(ContentTypes.IsShown(type) && context.Request.Query["download"] != "1" ? "inline" : "attachment");
        disposition.SetHttpFileName(FileNames.Clean(context.Request.Query["name"]));
        Private(context).ContentDisposition = disposition.ToString();
        await Results.Stream(content, type, enableRangeProcessing: true).ExecuteAsync(context);
    }

    public async Task TextAsync(HttpContext context)
    {
        var (key, _, attachment) = await AddressedAsync(context);
        var found = await evidence.FindByAttachmentAsync(key, attachment, context.RequestAborted) ?? throw Refusal.NotFound("Nothing was read in this attachment, or not yet.");
        await GuardedRoute.WriteJsonAsync(context, 200, EvidenceBody.Of(found), PageJson.Context.EvidenceBody);
    }

    public async Task PageAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.RouteValues["page"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page is < 1 or > LargestPageNumber)
            throw Refusal.NotFound("There is no such page.");
        await using var content = await OpenAsync(context);
        ReadOnlyMemory<byte> picture;
        try
        {
            picture = await media.RenderPageAsync(content, page, context.RequestAborted);
        }
        catch (MediaException e)
        {
            throw new Refusal(404, "PageNotRendered", $"This page cannot be shown ({e.Problem}).");
        }
        Private(context);
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture, context.RequestAborted);
    }

    private async Task<Stream> OpenAsync(HttpContext context)
    {
        var (key, subject, attachment) = await AddressedAsync(context);
        return await attachments.OpenAsync(new(key, subject), attachment, context.RequestAborted) ?? throw Refusal.NotFound("There is no such attachment.");
    }

    /// <summary>By the address's own token, a token, or, on our own page, the cookie.</summary>
    private async Task<(ConversationKey Key, string Subject, string Attachment)> AddressedAsync(HttpContext context)
    {
        var id = ConversationEndpoints.IdOf(context);
        var caller = CallerOf(context);
        var key = await opened.OpenAsync(caller, id, context.RequestAborted);
        var attachment = context.Request.RouteValues["attachment"] is string { Length: > 0 and <= 256 } name ? name : throw Refusal.NotFound();
        var subject = caller.User ?? (await directory.FindAsync(key, context.RequestAborted))?.UserId ?? throw Refusal.NotFound();
        return (key, subject, attachment);
    }

    private Caller CallerOf(HttpContext context)
    {
        var cookie = PageCookie.Read(context, tokens) is { } known && known.SecretMark == secret.Mark ? known : null;
        try
        {
            if (cookie is null || context.Request.Query.ContainsKey("t") || RequestAccess.BearerOf(context) is not null)
                return access.BearerOrAddress(context, TokenPurpose.Files);
        }
        catch (Refusal) when (cookie is not null)
        {
            // An address with an old token still opens for the browser that it was given to.
        }
        access.CheckOrigin(context, null);
        return new Caller(cookie!.User, null, false);
    }

    private static IHeaderDictionary Private(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "private, max-age=3600";
        headers.XContentTypeOptions = "nosniff";
        return headers;
    }
}
