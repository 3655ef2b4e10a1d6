using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Assistant.Inference.Models.Pulling;

/// <summary>The certificate that a host shows is not taken: it will be the same the next time. The message says of which host, why, and what to do.</summary>
internal sealed class CertificateException(string host, SslPolicyErrors errors, X509ChainStatusFlags[] chain, string of) : AuthenticationException($"{host} shows {Why(errors, chain, of)}")
{
    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="CertificateException">It is not taken.</exception>
    public static bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None ? true
        : throw new CertificateException((sender as SslStream)?.TargetHostName ?? "the server", errors, [.. (chain?.ChainStatus ?? []).Select(status => status.Status)],
            certificate is null ? "" : $"{certificate.Subject}, valid from {certificate.GetEffectiveDateString()} to {certificate.GetExpirationDateString()}");

    private static string Why(SslPolicyErrors errors, X509ChainStatusFlags[] chain, string of)
    {
        const X509ChainStatusFlags time = X509ChainStatusFlags.NotTimeValid;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "no certificate. The address may be of something else than a server of models.";
        if (chain.Any(status => (status & ~time) != 0) || (chain.Length == 0 && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)))
            return $"a certificate that is not trusted ({of}; {string.Join(", ", chain)}). Where a proxy or a mirror of the company stands in between, this machine must trust the company's certificate authority (update-ca-certificates, or SSL_CERT_FILE).";
        if (chain.Length > 0)
            return $"a certificate that is not valid today ({of}). Look at this machine's clock, or have the server's certificate renewed.";
        return $"a certificate that is for another host ({of}). Look at the address (Models:Mirror, Models:Hub), or have the server's certificate made for that name.";
    }
}
