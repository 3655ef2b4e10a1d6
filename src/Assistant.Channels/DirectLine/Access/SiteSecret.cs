using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>The site's access key, when it has one. Read once; compared in constant time.</summary>
internal sealed class SiteSecret
{
    private const int Shortest = 16;
    private readonly byte[]? _hash;

    public SiteSecret(IOptions<DirectLineOptions> options)
    {
        var secret = options.Value.Secret is { Length: > 0 } text ? text
            : options.Value.SecretFile is { Length: > 0 } file ? SecretFile.Read("DirectLine:SecretFile", file, Shortest)
            : null;
        _hash = secret is null ? null : Hash(secret);
    }

    public bool IsSet => _hash is not null;

    /// <summary>Kept in a browser's cookie: says which secret it has shown without saying the secret.</summary>
    public string? Mark => _hash is null ? null : Base64Url.EncodeToString(SHA256.HashData(_hash).AsSpan(0, 12));

    public bool Is(string text) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(text));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
