using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>
/// A hub of models on loopback that misbehaves as it is told: it cuts connections, lies about lengths, answers what it likes. Speaks HTTP/1.1 by hand, because a decent
/// web server would not let it lie.
/// </summary>
internal sealed class HostileHub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<HubRequest> _requests = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly Task _accepting;

    public HostileHub()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>By file name without the repository, e.g. "onnx/model.onnx".</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>What to answer; null answers as an honest hub does.</summary>
    public Func<HubRequest, HubReply?> Behave { get; set; } = _ => null;

    public IReadOnlyList<HubRequest> Requests => [.. _requests];

    public static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";

    /// <summary>What an honest hub answers: the part that is asked for, when the tag still fits.</summary>
    public HubReply Honest(HubRequest request)
    {
        if (!Files.TryGetValue(request.File, out var content))
            return new() { Status = 404 };
        var part = request.From > 0 && (request.IfRange is null || request.IfRange == Tag(content));
        if (part && request.From >= content.Length)
            return new() { Status = 416, Headers = { ["Content-Range"] = $"bytes */{content.Length}" } };
        var reply = new HubReply { Status = part ? 206 : 200, Body = part ? content[(int)request.From..] : content, Headers = { ["ETag"] = Tag(content), ["Accept-Ranges"] = "bytes" } };
        if (part)
            reply.Headers["Content-Range"] = $"bytes {request.From}-{content.Length - 1}/{content.Length}";
        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var request = await ReadAsync(stream);
                _requests.Enqueue(request);
                var reply = Behave(request) ?? Honest(request);
                await WriteAsync(stream, reply);
                if (reply.Resets)
                    client.Client.LingerState = new(true, 0);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<HubRequest> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token) ?? throw new IOException()).Split(' ')[1];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var from = headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        // /owner/name/resolve/revision/file
        var file = string.Join('/', path.Split('/').Skip(5));
        return new(path, file, from, headers.GetValueOrDefault("If-Range"), _counts.AddOrUpdate(file, 1, (_, count) => count + 1));
    }

    private async Task WriteAsync(NetworkStream stream, HubReply reply)
    {
        if (reply.Silent)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} X\r\nConnection: close\r\n");
        foreach (var (name, value) in reply.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (!reply.Endless)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Length ?? reply.Body.Length}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        var body = reply.Body.AsMemory(0, Math.Min(reply.CutAfter ?? reply.Body.Length, reply.Body.Length));
        for (var at = 0; at < body.Length; at += reply.Chunk)
        {
            await stream.WriteAsync(body.Slice(at, Math.Min(reply.Chunk, body.Length - at)), _stop.Token);
            if (reply.Pause > TimeSpan.Zero)
                await Task.Delay(reply.Pause, _stop.Token);
        }
        if (reply.StallsAtEnd)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        while (reply.Endless)
            await stream.WriteAsync(new byte[65_536], _stop.Token);
    }
}

/// <param name="Number">1 for the first request of the file.</param>
internal sealed record HubRequest(string Path, string File, long From, string? IfRange, int Number);

internal sealed record HubReply
{
    public int Status { get; init; } = 200;
    public Dictionary<string, string> Headers { get; } = [];
    public byte[] Body { get; init; } = [];

    /// <summary>Content-Length when it is not the body's.</summary>
    public long? Length { get; init; }

    /// <summary>Bytes of the body that are sent before the connection is closed.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Ends in a reset instead of an orderly close.</summary>
    public bool Resets { get; init; }

    /// <summary>Answers nothing at all.</summary>
    public bool Silent { get; init; }

    /// <summary>Keeps the connection open after the body.</summary>
    public bool StallsAtEnd { get; init; }

    /// <summary>Never stops sending, and does not say how much.</summary>
    public bool Endless { get; init; }

    public int Chunk { get; init; } = 16_384;
    public TimeSpan Pause { get; init; }
}
