using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A proxy that wants to know who asks.</summary>
public sealed class PullProxyTests
{
    [Fact]
    public async Task Pull_ByAProxyThatWantsAName_GivesItAndIsNotTriedAgainWhenItIsRefused()
    {
        await using var fixture = new PullFixture();
        using var proxy = new RefusingProxy();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(
            ("Models:Hub", "https://models.example.com"), ("Models:Proxy", $"http://jo:p%40ss@127.0.0.1:{proxy.Port}"), ("Models:ParallelFiles", "1")));

        Assert.Contains("name and a password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal([null, "Basic " + Convert.ToBase64String("jo:p@ss"u8)], proxy.Told);
    }

    [Fact]
    public async Task Pull_ByAProxyWithoutAName_SaysThatItWantsOne()
    {
        await using var fixture = new PullFixture();
        using var proxy = new RefusingProxy();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(
            ("Models:Hub", "https://models.example.com"), ("Models:Proxy", $"http://127.0.0.1:{proxy.Port}"), ("Models:ParallelFiles", "1")));

        Assert.Contains("Models:Proxy", refused.Message, StringComparison.Ordinal);
        Assert.Equal([null], proxy.Told);
    }

    /// <summary>Answers 407 to everybody and notes what they say of themselves.</summary>
    private sealed class RefusingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentQueue<string?> _told = new();

        public RefusingProxy()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public IReadOnlyList<string?> Told => [.. _told];

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                    string? told = null;
                    while (await reader.ReadLineAsync() is { Length: > 0 } line)
                        told = line.StartsWith("Proxy-Authorization: ", StringComparison.OrdinalIgnoreCase) ? line["Proxy-Authorization: ".Length..] : told;
                    _told.Enqueue(told);
                    await stream.WriteAsync("HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
