using System.CommandLine;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>
/// What this machine allows: a bot that does nothing but take an activity and post its answer, with the web server and the HTTP client that ours has, no log, no order, no checks.
/// No bot on these parts can be faster under this load.
/// </summary>
internal static class BareBot
{
    public const string Name = "bare";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var command = new Command(Name, "The bare bot that echo measures beside ours.") { port };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetValue(port), cancellationToken));
        return command;
    }

    public static Task<BotProcess> StartAsync(CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        return BotProcess.StartAsync(new(Environment.ProcessPath!, [Name, "--port", $"{port}"]), port, cancellationToken);
    }

    private static async Task ServeAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var web = builder.Build();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        web.MapPost("/api/messages", async (HttpContext context) =>
        {
            var activity = (await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted))!;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            await context.Response.CompleteAsync();
            var (conversation, id) = (activity.GetProperty("conversation").GetProperty("id").GetString()!, activity.GetProperty("id").GetString()!);
            var reply = new { type = "message", text = $"Echo: {activity.GetProperty("text")}", replyToId = id, conversation = activity.GetProperty("conversation"), from = activity.GetProperty("recipient"), recipient = activity.GetProperty("from") };
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(reply));
            content.Headers.ContentType = new("application/json");
            using var response = await http.PostAsync(new Uri($"{activity.GetProperty("serviceUrl")}/v3/conversations/{conversation}/activities/{id}"), content, CancellationToken.None);
        });
        await web.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(BotProcess.Listening);
        await ((IHost)web).WaitForShutdownAsync(cancellationToken);
    }
}
