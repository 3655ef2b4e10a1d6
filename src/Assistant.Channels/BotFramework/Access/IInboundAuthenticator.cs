using Assistant.Channels.BotFramework.Inbound;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Decides whether a posted activity comes from a channel that may speak to us.</summary>
internal interface IInboundAuthenticator
{
    /// <summary>Before the body is read: who posts, and whether it may at all.</summary>
    ValueTask<CallerCheck> CheckAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>After it is read: whether this activity is the caller's to send. Null when it is.</summary>
    RefusalReason? Refuse(InboundCaller caller, IncomingActivity activity);
}
