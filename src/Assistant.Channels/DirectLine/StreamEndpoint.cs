using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine;

/// <summary>The WebSocket of a conversation, opened by the address that start or reconnect gave.</summary>
internal sealed class StreamEndpoint(RequestAccess access, ConversationAccess conversations, FollowerSocket follower, IHostApplicationLifetime lifetime, IOptions<DirectLineOptions> options)
{
    private readonly OpenPlaces _places = new(options.Value.MaxStreams, options.Value.MaxStreamsPerUser);

    public async Task FollowAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw Refusal.BadArgument("This address is a WebSocket's.");
        var caller = access.BearerOrAddress(context, TokenPurpose.Stream);
        var key = await conversations.OpenAsync(caller, ConversationEndpoints.IdOf(context), context.RequestAborted);
        var after = await conversations.SeenAsync(key, ConversationEndpoints.WatermarkOf(context), context.RequestAborted);
        using var place = _places.Take(caller.User, key.Id);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await follower.RunAsync(socket, key, after, RequestAccess.OriginOf(context), ending.Token);
    }
}
