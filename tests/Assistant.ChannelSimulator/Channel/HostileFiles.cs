using System.Text;
using Assistant.ChannelSimulator.Scenarios;
using Microsoft.AspNetCore.Http;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>Attachments that cannot be had: not allowed, elsewhere, without an end; and one that takes its time.</summary>
internal sealed class HostileFiles(Canary canary)
{
    private static readonly TimeSpan s_slowFile = TimeSpan.FromSeconds(2.5);
    private static readonly byte[] s_block = new byte[64 * 1024];
    private int _redirects;

    public Task GiveAsync(HttpContext context, string kind)
    {
        switch (kind)
        {
            case "picture-401":
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            case "picture-403":
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            case "redirect-inside":
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = canary.Addresses[Interlocked.Increment(ref _redirects) % canary.Addresses.Count];
                return Task.CompletedTask;
            case "endless":
                return EndlessAsync(context);
            case "stream-refused":
                return SlowAsync(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    public static string ContentType(Behaviour behaviour) => behaviour == Behaviour.StreamRefused ? "text/plain" : "image/png";

    private static async Task EndlessAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(s_block, context.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(200), context.RequestAborted);
        }
    }

    private static async Task SlowAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync("The slow file is ", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(s_slowFile, context.RequestAborted);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("here at last.\n"), context.RequestAborted);
    }
}
