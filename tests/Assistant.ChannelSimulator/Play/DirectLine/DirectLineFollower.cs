using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Assistant.ChannelSimulator.Ledger;

namespace Assistant.ChannelSimulator.Play.DirectLine;

/// <summary>A socket on a conversation that comes back with its watermark whenever it breaks off. What it shows twice is shown twice.</summary>
/// <param name="address">Where a socket after a watermark is; null when there is none.</param>
/// <param name="ledger">Keeps what is shown; null for a socket that only sees the same as another.</param>
internal sealed class DirectLineFollower(Func<long, CancellationToken, Task<Uri?>> address, long watermark, PlayLedger? ledger)
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(300);

    private readonly long _from = watermark;
    private readonly Lock _gate = new();

    // Of the bot's messages, with the watermark that each came with.
    private readonly List<(long Watermark, string Id)> _seen = [];
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);
    private long _watermark = watermark;
    private volatile bool _cut;

    public long Watermark => Interlocked.Read(ref _watermark);

    /// <summary>The next frame is lost, and the connection with it.</summary>
    public void CutAtNextFrame() => _cut = true;

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                if (await address(Watermark, cancellationToken) is { } stream)
                    await ReadAsync(stream, cancellationToken);
                await Task.Delay(s_again, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (WebSocketException)
            {
                // Cut, or the server was killed: it comes back.
            }
    }

    /// <summary>How many messages only one of both saw, of those that both should have seen.</summary>
    public int DifferencesFrom(DirectLineFollower later)
    {
        List<string> mine, others;
        lock (_gate)
            mine = [.. _seen.Where(message => message.Watermark > later._from).Select(message => message.Id).Order(StringComparer.Ordinal)];
        lock (later._gate)
            others = [.. later._seen.Select(message => message.Id).Order(StringComparer.Ordinal)];
        return mine.SequenceEqual(others, StringComparer.Ordinal) ? 0 : Math.Max(1, Math.Abs(mine.Count - others.Count));
    }

    private async Task ReadAsync(Uri stream, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        await socket.ConnectAsync(stream, cancellationToken);
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            frame.SetLength(0);
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                frame.Write(buffer.AsSpan(0, part.Count));
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            if (frame.Length == 0)
                continue;
            if (_cut)
            {
                _cut = false;
                socket.Abort();
                return;
            }
            Take(frame.GetBuffer().AsMemory(0, (int)frame.Length));
        }
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        using var set = JsonDocument.Parse(frame);
        var at = PlayLedger.Text(set.RootElement, "watermark") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : (long?)null;
        foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
        {
            if (PlayLedger.Text(activity, "type") != "message" || PlayLedger.Text(activity, "id") is not { } id)
                continue;
            if (PlayLedger.Text(activity.GetProperty("from"), "role") == "bot")
                Show(at ?? 0, id, activity);
            else if (activity.TryGetProperty("channelData", out var data) && PlayLedger.Text(data, "clientActivityID") is { } client)
                _asked[id] = client;
        }
        if (at is { } watermark)
            Interlocked.Exchange(ref _watermark, watermark);
    }

    private void Show(long at, string id, JsonElement activity)
    {
        lock (_gate)
            _seen.Add((at, id));
        if (ledger is null)
            return;
        var asked = PlayLedger.Text(activity, "replyToId") is { } replied ? _asked.GetValueOrDefault(replied) : null;
        if (ledger.AnsweredBy(asked, activity) is { } record)
            ledger.Show(record, PlayLedger.Text(activity, "text"));
        else
            ledger.Strayed();
    }
}
