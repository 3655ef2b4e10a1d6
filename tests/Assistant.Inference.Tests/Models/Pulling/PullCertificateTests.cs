using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>A company's proxy that looks into what is fetched shows a certificate of its own.</summary>
public sealed class PullCertificateTests
{
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

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:Mirror", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Models:ParallelFiles", "1")));

        Assert.Contains("certificate is not trusted", refused.Message, StringComparison.Ordinal);
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
