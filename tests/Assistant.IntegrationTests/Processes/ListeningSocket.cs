using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Assistant.IntegrationTests.Processes;

/// <summary>A Direct Line stream that keeps every message it was sent, in order, repetitions included.</summary>
internal sealed class ListeningSocket : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<JsonElement> _received = [];
    private readonly List<JsonElement> _progress = [];
    private Task _listening = Task.CompletedTask;

    public static async Task<ListeningSocket> ConnectAsync(Uri stream, CancellationToken cancellationToken)
    {
        var listening = new ListeningSocket();
        await listening._socket.ConnectAsync(stream, cancellationToken);
        listening._listening = listening.ListenAsync();
        return listening;
    }

    /// <summary>All messages so far, when there are at least so many.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReceivedAsync(int atLeast, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            lock (_received)
                if (_received.Count >= atLeast)
                    return [.. _received];
                else if (Stopwatch.GetElapsedTime(started) > within)
                    throw new TimeoutException($"{_received.Count} of {atLeast} messages came on the stream; it is {_socket.State}.");
            await Task.Delay(s_look, cancellationToken);
        }
    }

    /// <summary>What turns said of how far they are.</summary>
    public IReadOnlyList<JsonElement> Progress()
    {
        lock (_received)
            return [.. _progress];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        var frame = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(frame.GetMemory(8_192), _end.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return;
                frame.Advance(received.Count);
                if (!received.EndOfMessage)
                    continue;
                if (frame.WrittenCount > 0)
                    Keep(frame.WrittenMemory);
                frame.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
    }

    private void Keep(ReadOnlyMemory<byte> frame)
    {
        using var set = JsonDocument.Parse(frame);
        lock (_received)
        {
            foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
                if (activity.GetProperty("type").GetString() == "message")
                    _received.Add(activity.Clone());
                else if (activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("progress", out var progress))
                    _progress.Add(progress.Clone());
        }
    }
}
