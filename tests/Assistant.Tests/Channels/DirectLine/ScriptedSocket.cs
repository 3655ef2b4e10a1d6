using System.Net.WebSockets;
using System.Text;

namespace Assistant.Tests.Channels.DirectLine;

/// <summary>A WebSocket whose other side reads, or does not, and goes away when told.</summary>
internal sealed class ScriptedSocket : WebSocket
{
    private readonly TaskCompletionSource<WebSocketReceiveResult> _goodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _sent = [];
    private WebSocketState _state = WebSocketState.Open;
    private WebSocketCloseStatus? _closed;

    public bool Reads { get; init; } = true;

    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public override WebSocketCloseStatus? CloseStatus => _closed;
    public override string? CloseStatusDescription => null;
    public override WebSocketState State => _state;
    public override string? SubProtocol => null;

    public void GoAway() => _goodbye.TrySetResult(new WebSocketReceiveResult(0, WebSocketMessageType.Close, true));

    public override void Abort() => (_state, _) = (WebSocketState.Aborted, _goodbye.TrySetException(new WebSocketException("Aborted.")));

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        (_state, _closed) = (WebSocketState.CloseSent, closeStatus);
        GoAway();
        return Task.CompletedTask;
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => _goodbye.Task.WaitAsync(cancellationToken);

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var heard = await _goodbye.Task.WaitAsync(cancellationToken);
        return new(heard.Count, heard.MessageType, heard.EndOfMessage);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (!Reads)
            return Task.Delay(Timeout.Infinite, cancellationToken);
        lock (_sent)
            _sent.Add(Encoding.UTF8.GetString(buffer));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
    }
}
