using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A bot that does everything wrong, and counts it: checks nobody, forgets every seventh message, answers others twice, and some late.</summary>
internal sealed class CarelessBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _tenant;
    private int _forgotten;
    private int _doubled;
    private int _strangers;

    private CarelessBot(WebApplication app, string tenant) => (_app, _tenant) = (app, tenant);

    public string Messages => _app.Urls.First() + "/api/messages";
    public int Forgotten => _forgotten;
    public int Doubled => _doubled;

    /// <summary>Answers to people of other tenants.</summary>
    public int Strangers => _strangers;

    /// <param name="tenant">Whose people it should answer.</param>
    public static async Task<CarelessBot> StartAsync(string tenant)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var bot = new CarelessBot(builder.Build(), tenant);
        bot._app.MapPost("/api/messages", bot.TakeAsync);
        await bot._app.StartAsync();
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        _ = AnswerAsync(body.RootElement.Clone());
    }

    private async Task AnswerAsync(JsonElement activity)
    {
        var (id, conversation) = (activity.GetProperty("id").GetString()!, activity.GetProperty("conversation"));
        var isStranger = conversation.TryGetProperty("tenantId", out var tenant) && tenant.GetString() != _tenant;
        var kind = int.Parse(id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture) % 7;
        if (isStranger)
            Interlocked.Increment(ref _strangers);
        else if (kind == 0)
            Interlocked.Increment(ref _forgotten);
        else if (kind == 1)
            Interlocked.Increment(ref _doubled);
        else if (kind == 2)
            await Task.Delay(TimeSpan.FromSeconds(2));
        var answers = isStranger ? 1 : kind switch { 0 => 0, 1 => 2, _ => 1 };
        for (var i = 0; i < answers; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{activity.GetProperty("serviceUrl").GetString()}v3/conversations/{conversation.GetProperty("id").GetString()}/activities")
            {
                Content = JsonContent.Create(new { type = "message", replyToId = id, text = "Whatever." }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "anything");
            using var response = await _http.SendAsync(request);
        }
    }
}
