using System.Globalization;
using Assistant.Channels.Access;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Inbound;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>Conversations and their activities: start, come back, read, say.</summary>
internal sealed class ConversationEndpoints(
    RequestAccess access, ConversationAccess conversations, ConversationIds ids, DirectLineTokens tokens, IConversationDirectory directory,
    ActivityReader activities, UploadReader uploads, MessageSender sender, ActivityWriter writer, PostingPace pace, IOptions<DirectLineOptions> options, TimeProvider time)
{
    private const int LargestPage = 1_000;
    private readonly OpenPlaces _uploads = new(options.Value.MaxUploads, options.Value.MaxUploadsPerUser);

    /// <summary>A new conversation, or the one that the token is for. Nothing is stored before its first message.</summary>
    public async Task StartAsync(HttpContext context)
    {
        var caller = access.Anyone(context);
        if (caller.IsAnonymous || caller.IsSite)
        {
            var (user, origins) = await TokenRequest.ReadAsync(context.Request, anyUser: true, context.RequestAborted);
            caller = caller with { User = user, Origins = origins };
        }
        var id = caller.Conversation ?? ids.Create(caller.User);
        var key = await conversations.OpenAsync(caller, id, context.RequestAborted);
        var known = caller.Conversation is not null && await directory.FindAsync(key, context.RequestAborted) is not null;
        await GrantAsync(context, known ? 200 : 201, caller, id, 0);
    }

    /// <summary>The way back into a conversation: a fresh stream that begins after the watermark.</summary>
    public async Task ReconnectAsync(HttpContext context)
    {
        var caller = access.Anyone(context);
        var key = await conversations.OpenAsync(caller, IdOf(context), context.RequestAborted);
        await GrantAsync(context, 200, caller, key.Id, WatermarkOf(context));
    }

    public async Task ReadAsync(HttpContext context)
    {
        var key = await conversations.OpenAsync(access.Anyone(context), IdOf(context), context.RequestAborted);
        var after = await conversations.SeenAsync(key, WatermarkOf(context), context.RequestAborted);
        var stored = await directory.ActivitiesAsync(key, after, LargestPage, context.RequestAborted);
        var origin = RequestAccess.OriginOf(context);
        var last = stored is [.., var newest] ? newest.Watermark : after;
        var set = new ActivitySet([.. stored.Select(activity => writer.Write(key, activity, origin))], last.ToString(CultureInfo.InvariantCulture));
        await GuardedRoute.WriteJsonAsync(context, 200, set, WireJson.Context.ActivitySet);
    }

    public async Task PostAsync(HttpContext context)
    {
        var caller = access.Anyone(context);
        var key = await conversations.OpenToPostAsync(caller, IdOf(context), context.RequestAborted);
        pace.Take(caller.User, key.Id);
        var body = await RequestBody.WithinAsync(
            context, options.Value.ReceiveTimeout, "DirectLine:ReceiveTimeout", time, cancellationToken => RequestBody.ReadAsync(context.Request, options.Value.MaxActivityBytes, cancellationToken));
        var activity = activities.Read(body);
        await SendAsync(context, caller, key, activity);
    }

    public async Task UploadAsync(HttpContext context)
    {
        var caller = access.Anyone(context);
        var key = await conversations.OpenToPostAsync(caller, IdOf(context), context.RequestAborted);
        pace.Take(caller.User, key.Id);
        using var place = _uploads.Take(caller.User, key.Id);
        var activity = await RequestBody.WithinAsync(context, options.Value.UploadTimeout, "DirectLine:UploadTimeout", time, cancellationToken => uploads.ReadAsync(context.Request, cancellationToken));
        var named = context.Request.Query["userId"] is [{ Length: > 0 and <= 256 } user] ? new Participant(user) : null;
        await SendAsync(context, caller, key, activity with { From = activity.From ?? named });
    }

    private async Task SendAsync(HttpContext context, Caller caller, ConversationKey key, PostedActivity activity)
    {
        var id = await sender.SendAsync(key, PersonOf(caller, key, activity.From), activity, context.RequestAborted);
        await GuardedRoute.WriteJsonAsync(context, 200, new IdBody(id), DirectLineJson.Default.IdBody);
    }

    /// <summary>The person that the token names. Who may make a token for anybody may name anybody who can have one; whom else an activity names, nobody vouches for.</summary>
    private static Participant PersonOf(Caller caller, ConversationKey key, Participant? named)
    {
        if (caller.User is { } user)
            return new(user, named?.Name);
        var from = named ?? throw Refusal.BadArgument("The activity has no from.id.");
        return (caller.IsSite || caller.IsAnonymous) && UnvouchedPerson.IsTokensUser(from.Id) ? from : UnvouchedPerson.In(key, from);
    }

    private Task GrantAsync(HttpContext context, int status, Caller caller, string id, long watermark)
    {
        var request = context.Request;
        var ticket = tokens.Write(TokenPurpose.Stream, caller.User, id, caller.Origins, caller.SecretMark);
        var stream = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}{request.PathBase}{DirectLineChannel.Prefix}/conversations/{id}/stream?watermark={watermark.ToString(CultureInfo.InvariantCulture)}&t={ticket}";
        var grant = new GrantBody(id, tokens.Write(TokenPurpose.Conversation, caller.User, id, caller.Origins, caller.SecretMark), tokens.ExpiresIn, stream);
        return GuardedRoute.WriteJsonAsync(context, status, grant, WireJson.Context.GrantBody);
    }

    internal static string IdOf(HttpContext context) =>
        context.Request.RouteValues["conversation"] is string { Length: > 0 and <= 128 } id ? id : throw Refusal.NotFound();

    /// <summary>What the client has seen; 0 for nothing.</summary>
    internal static long WatermarkOf(HttpContext context)
    {
        var text = context.Request.Query["watermark"].ToString();
        return text is "" or "null" or "undefined" ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var watermark) ? watermark
            : throw Refusal.BadArgument("watermark must be a number that this server gave.");
    }
}
