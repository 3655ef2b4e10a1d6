using System.Net;
using Assistant.Channels.BotFramework.Fetching;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Resolves as told and dials nothing: whatever would have been dialled is noted and answered by a script.</summary>
internal sealed class RecordingNetwork : INetwork
{
    public List<string> Resolved { get; } = [];
    public List<IPEndPoint> Dialled { get; } = [];

    /// <summary>What was sent over each connection.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Addresses by host; asked anew each time, so that an answer can change.</summary>
    public Dictionary<string, Func<IPAddress[]>> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The raw HTTP response that a connection gives.</summary>
    public Func<IPEndPoint, byte[]> Respond { get; set; } = _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Resolved.Add(host);
        return Task.FromResult(Names.TryGetValue(host, out var addresses) ? addresses() : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
    }

    public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Dialled.Add(address);
        return Task.FromResult<Stream>(new Scripted(Respond(address), Requests));
    }

    /// <summary>Takes a request and gives the response.</summary>
    private sealed class Scripted(byte[] response, List<string> requests) : MemoryStream(response, writable: false)
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            requests.Add(System.Text.Encoding.UTF8.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }
}
