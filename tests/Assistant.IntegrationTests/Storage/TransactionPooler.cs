using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Assistant.IntegrationTests.Storage;

/// <summary>As PgBouncer in transaction mode: every client believes to have a session of its own, and all share one of the server's, a statement at a time.</summary>
internal sealed class TransactionPooler : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _server = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private byte[] _greeting = [];

    private TransactionPooler() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static async Task<TransactionPooler> StartAsync(int serverPort, string user, string database, CancellationToken cancellationToken)
    {
        var pooler = new TransactionPooler();
        await pooler._server.ConnectAsync(IPAddress.Loopback, serverPort, cancellationToken);
        var wanted = System.Text.Encoding.ASCII.GetBytes($"\0\x3\0\0user\0{user}\0database\0{database}\0\0");
        await pooler._server.GetStream().WriteAsync(Framed(wanted), cancellationToken);
        using var greeting = new MemoryStream();
        await pooler.ReplyAsync(greeting, cancellationToken);
        pooler._greeting = greeting.ToArray();
        _ = pooler.AcceptAsync();
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        _server.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            // A wish for encryption is eight bytes and is refused; what begins a session is longer.
            while (await ReadAsync(stream, hasType: false, _ended.Token) is { Length: 8 })
                await stream.WriteAsync("N"u8.ToArray(), _ended.Token);
            await stream.WriteAsync(_greeting, _ended.Token);
            var statement = new MemoryStream();
            while (await ReadAsync(stream, hasType: true, _ended.Token) is { } message && message[0] != 'X')
            {
                statement.Write(message);
                if (message[0] is not ((byte)'S' or (byte)'Q'))
                    continue;
                await _turn.WaitAsync(_ended.Token);
                await _server.GetStream().WriteAsync(statement.ToArray(), _ended.Token);
                await ReplyAsync(stream, _ended.Token);
                _turn.Release();
                statement = new MemoryStream();
            }
        }
    }

    /// <summary>All that the server says until it is ready for the next one.</summary>
    private async Task ReplyAsync(Stream client, CancellationToken cancellationToken)
    {
        byte[]? message;
        do
        {
            message = await ReadAsync(_server.GetStream(), hasType: true, cancellationToken) ?? throw new EndOfStreamException();
            await client.WriteAsync(message, cancellationToken);
        }
        while (message[0] != 'Z');
    }

    private static async Task<byte[]?> ReadAsync(NetworkStream stream, bool hasType, CancellationToken cancellationToken)
    {
        var head = new byte[hasType ? 5 : 4];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
            return null;
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4)) + head.Length - 4];
        head.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(head.Length), cancellationToken);
        return message;
    }

    private static byte[] Framed(byte[] content)
    {
        var message = new byte[content.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        content.CopyTo(message, 4);
        return message;
    }
}
