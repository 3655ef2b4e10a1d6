using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>
/// No credentials: whoever runs on this machine may speak. It cannot be switched on by accident: an app id switches it off, and so does listening on anything but loopback.
/// </summary>
internal sealed class DevelopmentMode(LocalCaller local, IOptions<BotFrameworkOptions> options) : IInboundAuthenticator
{
    public string? RefuseCaller(HttpContext context) => options.Value.IsDevelopment ? local.Doubt(context) : "an app id is configured";

    public ValueTask<string?> RefuseActivityAsync(HttpContext context, IncomingActivity activity, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
