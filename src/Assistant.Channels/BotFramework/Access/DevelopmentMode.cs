using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>
/// No credentials: whoever runs on this machine may speak. It cannot be switched on by accident: an app registration, or half of one, switches it off, and so does listening on anything but loopback.
/// </summary>
internal sealed class DevelopmentMode(LocalCaller local, IOptions<BotFrameworkOptions> options) : IInboundAuthenticator
{
    public ValueTask<CallerCheck> CheckAsync(HttpContext context, CancellationToken cancellationToken) =>
        new((options.Value.IsDevelopment ? local.Doubt(context) : "an app registration is configured") is { } doubt ? new CallerCheck(null, RefusalReason.NotLocal, doubt) : new(InboundCaller.Local));

    public RefusalReason? Refuse(InboundCaller caller, IncomingActivity activity) => null;
}
