using System.Net.WebSockets;
using System.Text.Json;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>One open socket; keeps what it has read.</summary>
internal sealed class DirectLineStream : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket;

    private DirectLineStream(ClientWebSocket socket) => _socket = socket;

    public List<JsonElement> Activities { get; } = [];
    public string? Watermark { get; private set; }
    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static async Task<DirectLineStream> OpenAsync(string url)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(url), TestContext.Current.CancellationToken);
        return new(socket);
    }

    /// <summary>Reads until an activity fits, which it returns.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> fits)
    {
        for (var next = 0; ; next++)
        {
            while (next >= Activities.Count)
                if (!await ReadAsync())
                    Assert.Fail($"The stream was closed ({_socket.CloseStatus}) after {Activities.Count} activities.");
            if (fits(Activities[next]))
                return Activities[next];
        }
    }

    /// <summary>The assistant's message that answers an activity.</summary>
    public Task<JsonElement> AnswerToAsync(string activityId) =>
        UntilAsync(activity => activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out var id) && id.GetString() == activityId);

    public async Task UntilClosedAsync()
    {
        while (await ReadAsync())
        {
        }
    }

    /// <summary>Goes away without a goodbye.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One frame; false when the server closed.</summary>
    private async Task<bool> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var frame = new MemoryStream();
        var buffer = new byte[8_192];
        WebSocketReceiveResult heard;
        do
        {
            heard = await _socket.ReceiveAsync(buffer, patience.Token);
            if (heard.MessageType == WebSocketMessageType.Close)
                return false;
            frame.Write(buffer, 0, heard.Count);
        }
        while (!heard.EndOfMessage);
        if (frame.Length == 0)
            return true;
        var set = JsonDocument.Parse(frame.ToArray()).RootElement;
        Activities.AddRange(set.GetProperty("activities").EnumerateArray());
        if (set.TryGetProperty("watermark", out var watermark))
            Watermark = watermark.GetString();
        return true;
    }
}
