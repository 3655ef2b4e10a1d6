using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Assistant.IntegrationTests.Processes;

/// <summary>One conversation over Direct Line, as the page holds it: a socket that listens, messages posted beside it. Says one thing at a time.</summary>
internal sealed class Talk : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _frame = new(16_384);
    private readonly string _user;
    private readonly Uri _post;
    private readonly AuthenticationHeaderValue _token;

    private Talk(HttpClient http, string conversation, string user, string token)
    {
        (_http, _token) = (http, new("Bearer", token));
        _post = new Uri($"/v3/directline/conversations/{conversation}/activities", UriKind.Relative);
        _user = user;
    }

    public static async Task<Talk> BeginAsync(HttpClient http, string user, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(new Uri("/v3/directline/conversations", UriKind.Relative), new { user = new { id = user } }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var started = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var talk = new Talk(http, started.GetProperty("conversationId").GetString()!, user, started.GetProperty("token").GetString()!);
        await talk._socket.ConnectAsync(new Uri(started.GetProperty("streamUrl").GetString()!), cancellationToken);
        return talk;
    }

    /// <summary>Milliseconds from the post to the final message on the socket.</summary>
    public async Task<double> AskAsync(string text, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, _post) { Content = new ByteArrayContent(Body(text, id)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = _token;
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var activity = JsonSerializer.Deserialize<Posted>(await response.Content.ReadAsByteArrayAsync(cancellationToken), JsonSerializerOptions.Web)!.Id;
        await AnsweredAsync(activity, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        await ValueTask.CompletedTask;
    }

    private async Task AnsweredAsync(string activity, CancellationToken cancellationToken)
    {
        var marker = Encoding.UTF8.GetBytes(activity);
        while (true)
        {
            _frame.ResetWrittenCount();
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_frame.GetMemory(8_192), cancellationToken);
                _frame.Advance(received.Count);
            }
            while (!received.EndOfMessage);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("The server closed the stream.");
            if (_frame.WrittenSpan.IndexOf("\"type\":\"message\""u8) >= 0 && _frame.WrittenSpan.IndexOf(marker) >= 0 && IsAnswer(activity))
                return;
        }
    }

    private bool IsAnswer(string activity)
    {
        using var frame = JsonDocument.Parse(_frame.WrittenMemory);
        foreach (var shown in frame.RootElement.GetProperty("activities").EnumerateArray())
            if (shown.GetProperty("type").GetString() == "message" && shown.TryGetProperty("replyToId", out var reply) && reply.GetString() == activity)
                return shown.GetProperty("channelData").GetProperty("answer").TryGetProperty("failure", out _) ? throw new InvalidOperationException("The turn failed.") : true;
        return false;
    }

    private byte[] Body(string text, string id) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "message",
        from = new { id = _user },
        text,
        channelData = new { clientActivityID = id },
    });

    private sealed record Posted(string Id);
}
