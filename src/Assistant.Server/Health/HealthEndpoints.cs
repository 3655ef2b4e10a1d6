using Assistant.Conversations;
using Assistant.Health;
using Assistant.Server.Commands;

namespace Assistant.Server.Health;

/// <summary>/healthz for people and monitors, /healthz/live and /healthz/ready for whoever starts and balances servers.</summary>
internal static class HealthEndpoints
{
    private static readonly ConversationKey s_nobody = new(ConversationKey.DefaultTenant, ChannelIds.Health, "none");

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", AllAsync);
        app.MapGet("/healthz/live", context => WriteAsync(context, true, new { Live = true }));
        app.MapGet("/healthz/ready", async context =>
        {
            var problem = await ProblemAsync(context);
            await WriteAsync(context, problem is null, new { Ready = problem is null, Problem = problem });
        });
    }

    private static async Task AllAsync(HttpContext context)
    {
        var problem = await ProblemAsync(context);
        var servers = await context.RequestServices.GetRequiredService<Dependencies>().AskAsync();
        var features = context.RequestServices.GetRequiredService<InstalledFeatures>().All().Concat(servers);
        var degraded = servers.Any(server => !server.Available);
        var waiting = context.RequestServices.GetRequiredService<ITurnLoad>().Waiting;
        await WriteAsync(context, problem is null, new { Live = true, Ready = problem is null, Problem = problem, Degraded = degraded, Waiting = waiting, Features = features });
    }

    /// <summary>Why messages are not taken now; null when they are.</summary>
    private static async Task<string?> ProblemAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
            return "stopping";
        if (!context.RequestServices.GetRequiredService<ITurnLoad>().HasRoom)
            return "busy";
        if (context.RequestServices.GetRequiredService<IFreeSpace>().IsExhausted)
            return "disk";
        if (context.RequestServices.GetServices<IReadiness>().Select(part => part.Problem).FirstOrDefault(known => known is not null) is { } unready)
            return unready;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await context.RequestServices.GetRequiredService<IConversationDirectory>().FindAsync(s_nobody, patience.Token);
            return null;
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            return "storage";
        }
    }

    private static Task WriteAsync(HttpContext context, bool well, object body)
    {
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, JsonOutput.Options, context.RequestAborted);
    }
}
