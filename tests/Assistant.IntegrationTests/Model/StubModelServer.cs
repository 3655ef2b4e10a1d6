using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.Model;

/// <summary>
/// An OpenAI-compatible server on a free loopback port that does what a test tells it: streams, cuts, stalls, rate-limits, sends nonsense.
/// Replies are taken in order; when none is left, <see cref="Otherwise"/> decides. Every request is kept.
/// </summary>
internal sealed class StubModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubReply> _replies = new();
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    private StubModelServer(WebApplication app)
    {
        _app = app;
        _app.MapPost("/v1/chat/completions", AnswerAsync);
    }

    public Uri Endpoint => new(_app.Urls.Single() + "/v1");

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public Func<StubRequest, StubReply> Otherwise { get; set; } = _ => StubReply.Text("I have nothing more to say.");

    public static async Task<StubModelServer> StartAsync(CancellationToken cancellationToken, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var server = new StubModelServer(builder.Build());
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>As it was when it started.</summary>
    public void Forget()
    {
        _replies.Clear();
        _requests.Clear();
    }

    public StubModelServer Then(params ReadOnlySpan<StubReply> replies)
    {
        foreach (var reply in replies)
            _replies.Enqueue(reply);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var request = new StubRequest(document.RootElement.Clone(), http.Request.Headers.Authorization.ToString());
        _requests.Enqueue(request);
        var reply = _replies.TryDequeue(out var next) ? next : Otherwise(request);
        try
        {
            await reply.WriteAsync(http, request);
        }
        catch (OperationCanceledException)
        {
        }
    }
}

/// <param name="Body">As sent.</param>
internal sealed record StubRequest(JsonElement Body, string Authorization)
{
    public bool Streams => Body.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    public IReadOnlyList<(string Role, string Text)> Messages => [.. Body.GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("role").GetString()!, ContentOf(message)))];

    public IReadOnlyList<string> Tools => Body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)] : [];

    public string LastUserText => Messages.Last(message => message.Role == "user").Text;

    private static string ContentOf(JsonElement message) => !message.TryGetProperty("content", out var content) ? ""
        : content.ValueKind == JsonValueKind.Array ? string.Concat(content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()))
        : content.ToString();
}
