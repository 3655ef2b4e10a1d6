using Assistant.Channels.BotFramework.Inbound;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Decides whether a posted activity comes from a channel that may speak to us.</summary>
internal interface IInboundAuthenticator
{
    /// <summary>Before the body is read: whether the caller may send one at all. Null when it may, else why not, for the log.</summary>
    string? RefuseCaller(HttpContext context);

    /// <summary>After it is read: whether this activity is the caller's to send. Null when it is, else why not, for the log.</summary>
    ValueTask<string?> RefuseActivityAsync(HttpContext context, IncomingActivity activity, CancellationToken cancellationToken);
}
