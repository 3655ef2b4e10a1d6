using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Pulling;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A company's proxy that looks into what is fetched shows a certificate of its own.</summary>
public sealed class PullCertificateTests
{
    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, new[] { X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.NotTimeValid }, "not trusted")]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch, new[] { X509ChainStatusFlags.NotTimeValid }, "clock")]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch, new X509ChainStatusFlags[0], "for another host")]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable, new X509ChainStatusFlags[0], "no certificate")]
    public void Message_OfEachProblem_SaysItOfTheHost(SslPolicyErrors errors, X509ChainStatusFlags[] chain, string said)
    {
        var message = new CertificateException("storage.example", errors, chain, "CN=other").Message;

        Assert.StartsWith("storage.example shows", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    /// <summary>Another failure of TLS than that of a certificate may pass.</summary>
    [Fact]
    public async Task Pull_FromAServerThatBreaksOffTheHandshake_IsTriedAgain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var tries = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                tries++;
                await client.GetStream().WriteAsync("no handshake"u8.ToArray(), stop.Token);
            }
        }, CancellationToken.None);
        await using var fixture = new PullFixture();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:Mirror", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Models:ParallelFiles", "1"), ("Models:StallTimeout", "00:00:30")));

        Assert.Contains("times in a row", refused.Message, StringComparison.Ordinal);
        Assert.True(tries > 1);
        await stop.CancelAsync();
        await Task.WhenAny(serving);
    }

    [Fact]
    public async Task Pull_FromAServerWhoseCertificateIsNotTrusted_SaysWhatToDoAndIsNotTriedAgain()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var tries = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync();
        await using var fixture = new PullFixture();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:Mirror", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Models:ParallelFiles", "1"), ("Models:StallTimeout", "00:00:30")));

        Assert.Contains("127.0.0.1 shows a certificate that is not trusted", refused.Message, StringComparison.Ordinal);
        Assert.Contains("update-ca-certificates", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, tries);
        await stop.CancelAsync();
        await serving;

        async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync(stop.Token);
                    tries++;
                    await using var secure = new SslStream(client.GetStream());
                    await secure.AuthenticateAsServerAsync(certificate);
                    _ = await secure.ReadAsync(new byte[1], stop.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (Exception e) when (e is IOException or AuthenticationException)
                {
                    // The other side went away.
                }
            }
        }
    }
}
