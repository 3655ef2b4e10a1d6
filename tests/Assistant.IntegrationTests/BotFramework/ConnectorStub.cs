using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A channel's connector on loopback: takes what the bot sends, or fails as the test says; serves files.</summary>
internal sealed class ConnectorStub : IAsyncDisposable
{
    private static readonly JsonElement s_deleted = JsonSerializer.SerializeToElement(new { type = "deleted" });
    private readonly WebApplication _app;
    private readonly Channel<Sent> _sent = Channel.CreateUnbounded<Sent>();
    private readonly ConcurrentDictionary<string, string> _shown = new();
    private int _count;
    private int _pieces;
    private int _changes;

    private ConnectorStub(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What /files/NAME answers.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Files { get; } = new();

    /// <summary>Answers the n-th message (from 1; typing not counted) otherwise than with 201; null: as usual.</summary>
    public Func<int, HttpContext, Task<bool>>? Misbehave { get; set; }

    /// <summary>The same for pieces of a live stream.</summary>
    public Func<int, HttpContext, Task<bool>>? MisbehaveStream { get; set; }

    /// <summary>What the n-th change (from 1) is refused with; null: it is made.</summary>
    public Func<int, int?>? MisbehaveReplace { get; set; }

    /// <summary>The same for what is taken back.</summary>
    public Func<HttpContext, Task<bool>>? MisbehaveDelete { get; set; }

    public int Messages => Volatile.Read(ref _count);

    public static async Task<ConnectorStub> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var stub = new ConnectorStub(builder.Build());
        stub._app.MapPost("/v3/conversations/{conversation}/activities/{replyTo?}", stub.TakeAsync);
        stub._app.MapPut("/v3/conversations/{conversation}/activities/{activity}", stub.ReplaceAsync);
        stub._app.MapDelete("/v3/conversations/{conversation}/activities/{activity}", stub.TakeBackAsync);
        stub._app.MapPut("/files/{name}", context => stub.Files[(string)context.Request.RouteValues["name"]!](context));
        stub._app.MapGet("/files/{name}", context => stub.Files[(string)context.Request.RouteValues["name"]!](context));
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>The next activity of a type that arrived; null: of any.</summary>
    public async Task<Sent> NextAsync(string? type = "message")
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var sent in _sent.Reader.ReadAllAsync(patience.Token))
            if (type is null || sent.Activity.GetProperty("type").GetString() == type)
                return sent;
        throw new InvalidOperationException("The stub ended.");
    }

    /// <summary>The next message that has these words: on a slow machine a card may tell before it how far the turn is.</summary>
    public async Task<Sent> SayingAsync(string words)
    {
        while (true)
            if (await NextAsync() is var sent && sent.Text?.Contains(words, StringComparison.Ordinal) == true)
                return sent;
    }

    /// <summary>Nothing more arrives within the time.</summary>
    public async Task StaysSilentAsync(TimeSpan time)
    {
        var before = Messages;
        await Task.Delay(time, TestContext.Current.CancellationToken);
        Assert.Equal(before, Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A message that takes another's place.</summary>
    private async Task ReplaceAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var activity = body.RootElement.Clone();
        var id = (string)context.Request.RouteValues["activity"]!;
        if (MisbehaveReplace?.Invoke(Interlocked.Increment(ref _changes)) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }
        Interlocked.Increment(ref _count);
        await context.Response.WriteAsJsonAsync(new { id });
        await _sent.Writer.WriteAsync(new(id, context.Request.Path, context.Request.Headers.Authorization.ToString(), activity) { Replaces = true });
    }

    /// <summary>Told as an activity of type "deleted".</summary>
    private async Task TakeBackAsync(HttpContext context)
    {
        if (MisbehaveDelete is { } misbehave && await misbehave(context))
            return;
        await _sent.Writer.WriteAsync(new((string)context.Request.RouteValues["activity"]!, context.Request.Path, context.Request.Headers.Authorization.ToString(), s_deleted));
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var activity = body.RootElement.Clone();
        if (activity.GetProperty("type").GetString() == "message")
        {
            var nth = Interlocked.Increment(ref _count);
            if (Misbehave is { } misbehave && await misbehave(nth, context))
                return;
        }
        else if (activity.TryGetProperty("text", out _) && MisbehaveStream is { } refuse && await refuse(Interlocked.Increment(ref _pieces), context))
        {
            return;
        }
        var id = $"r-{Guid.NewGuid():N}";
        if (!IsTakenByStream(activity, id))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { id });
        await _sent.Writer.WriteAsync(new(id, context.Request.Path, context.Request.Headers.Authorization.ToString(), activity));
    }

    /// <summary>As in Teams: the message that ends a stream begins with what was last shown of the answer.</summary>
    private bool IsTakenByStream(JsonElement activity, string id)
    {
        if (!activity.TryGetProperty("entities", out var entities) || entities.EnumerateArray().FirstOrDefault(each => each.GetProperty("type").GetString() == "streaminfo") is not { ValueKind: JsonValueKind.Object } info)
            return true;
        var (stream, text) = (info.TryGetProperty("streamId", out var begun) ? begun.GetString()! : id, activity.TryGetProperty("text", out var said) ? said.GetString()! : "");
        if (info.GetProperty("streamType").GetString() == "streaming")
            _shown[stream] = text;
        return info.GetProperty("streamType").GetString() != "final" || !_shown.TryGetValue(stream, out var shown) || text.StartsWith(shown, StringComparison.Ordinal);
    }
}

/// <param name="Id">What it was answered with.</param>
internal sealed record Sent(string Id, string Path, string Authorization, JsonElement Activity)
{
    /// <summary>It was put in the place of the activity of that id.</summary>
    public bool Replaces { get; init; }

    public string? Text => Activity.TryGetProperty("text", out var text) ? text.GetString() : null;
}
