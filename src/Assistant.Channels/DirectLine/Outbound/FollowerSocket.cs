using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Assistant.Channels.DirectLine.Access;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Outbound;

/// <summary>
/// One client's socket on one conversation: replays what came after its watermark, then sends what happens, with an empty frame every 15 s of silence.
/// A client that does not read is cut off; it comes back with its watermark and misses nothing.
/// </summary>
internal sealed partial class FollowerSocket(
    IConversations conversations, ConversationAccess access, ActivityWriter writer, IOptions<DirectLineOptions> options, TimeProvider time, ILogger<FollowerSocket> logger)
{
    private const int LargestInboundFrame = 4_096;
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    public async Task RunAsync(WebSocket socket, ConversationKey conversation, long afterWatermark, string origin, CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var deaf = new CancellationTokenSource();
        var hearing = HearAsync(socket, gone, deaf.Token);
        var status = WebSocketCloseStatus.EndpointUnavailable;
        try
        {
            status = await SpeakAsync(socket, conversation, afterWatermark, origin, gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        catch (TimeoutException)
        {
            Log.TooSlow(logger);
            socket.Abort();
        }
        catch (WebSocketException)
        {
            socket.Abort();
        }
        await CloseAsync(socket, status);
        deaf.CancelAfter(s_goodbye);
        await hearing;
    }

    private async Task<WebSocketCloseStatus> SpeakAsync(WebSocket socket, ConversationKey conversation, long afterWatermark, string origin, CancellationTokenSource gone)
    {
        var live = new LiveTurn(conversation, time);
        await using var events = conversations.FollowAsync(conversation, afterWatermark, gone.Token).GetAsyncEnumerator(gone.Token);
        var next = Task.FromResult(false);
        try
        {
            while (true)
            {
                next = events.MoveNextAsync().AsTask();
                while (!await CameAsync(next, live.Owes ? LiveTurn.GrowthPace : s_keepAlive, gone.Token))
                    await SendAsync(socket, live.Owed() is { } words ? Bytes(new([words], null)) : ReadOnlyMemory<byte>.Empty, gone.Token);
                if (!await next)
                    return WebSocketCloseStatus.EndpointUnavailable;
                if (events.Current is ConversationEnded)
                {
                    access.Ended(conversation.Id);
                    return WebSocketCloseStatus.NormalClosure;
                }
                if (Frame(conversation, live, events.Current, origin) is { } frame)
                    await SendAsync(socket, Bytes(frame), gone.Token);
            }
        }
        finally
        {
            // An enumerator may only be left when it does not move.
            await gone.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False when nothing happened for so long that words which were left out or a sign of life are due. Leaves no timer behind: there are thousands of events a second.</summary>
    private async ValueTask<bool> CameAsync(Task next, TimeSpan due, CancellationToken cancellationToken)
    {
        if (next.IsCompleted)
            return true;
        try
        {
            await next.WaitAsync(due, time, cancellationToken);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>Null for what this client is spared.</summary>
    private ActivitySet? Frame(ConversationKey conversation, LiveTurn live, ConversationEvent happened, string origin)
    {
        if (happened is ActivityAdded { Activity: var activity })
        {
            if (activity.Author == ActivityAuthor.User)
                live.Heard(activity);
            return new([writer.Write(conversation, activity, origin, live.End(activity.ReplyToId))], activity.Watermark.ToString(CultureInfo.InvariantCulture));
        }
        return Fleeting(live, happened) is { } typing ? new([typing], null) : null;
    }

    private static byte[] Bytes(ActivitySet frame) => JsonSerializer.SerializeToUtf8Bytes(frame, WireJson.Context.ActivitySet);

    private static WireActivity? Fleeting(LiveTurn live, ConversationEvent happened) => happened switch
    {
        TurnProgressed progressed => live.Progress(progressed),
        AnswerGrew grew => live.Growth(grew),
        TurnStopped stopped => live.Stopped(stopped),
        _ => null,
    };

    private async Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var sending = socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        if (!sending.IsCompleted)
            await sending.AsTask().WaitAsync(options.Value.SlowClient, time, cancellationToken);
        else
            await sending;
    }

    /// <summary>Clients say nothing of meaning here: empty frames as signs of life, and goodbye.</summary>
    private static async Task HearAsync(WebSocket socket, CancellationTokenSource gone, CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestInboundFrame];
        try
        {
            while (true)
            {
                var heard = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (heard.MessageType == WebSocketMessageType.Close || !heard.EndOfMessage)
                    break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
        await gone.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var patience = new CancellationTokenSource(s_goodbye);
        try
        {
            await socket.CloseOutputAsync(status, null, patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A client did not read its stream and was cut off")]
        public static partial void TooSlow(ILogger logger);
    }
}
