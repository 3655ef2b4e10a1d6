using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>The site's access keys, when it has any: the first, and a second while one is changed for another. Read once; compared in constant time.</summary>
internal sealed class SiteSecret
{
    private const int Shortest = 16;
    private readonly byte[]? _first;
    private readonly byte[]? _second;

    public SiteSecret(IOptions<DirectLineOptions> options)
    {
        var set = options.Value;
        _first = HashOf(set.Secret, set.SecretFile, nameof(set.SecretFile));
        _second = HashOf(set.SecondSecret, set.SecondSecretFile, nameof(set.SecondSecretFile));
    }

    public bool IsSet => _first is not null;

    /// <summary>Says which secret a browser's cookie or a token came by, without saying the secret: the first.</summary>
    public string? Mark => MarkOf(_first);

    /// <summary>People sign in with the first.</summary>
    public bool Is(string text) => Is(_first, text);

    /// <summary>The mark of the secret that this is; null when it is none.</summary>
    public string? MarkOf(string text) => Is(_first, text) ? Mark : Is(_second, text) ? MarkOf(_second) : null;

    /// <summary>The secret by which a token was got is still one; any is where there is none.</summary>
    public bool Covers(string? mark) => !IsSet || mark is not null && (mark == Mark || mark == MarkOf(_second));

    private static bool Is(byte[]? hash, string text) => hash is not null && CryptographicOperations.FixedTimeEquals(hash, Hash(text));

    private static string? MarkOf(byte[]? hash) => hash is null ? null : Base64Url.EncodeToString(SHA256.HashData(hash).AsSpan(0, 12));

    private static byte[]? HashOf(string? secret, string? file, string setting) => secret is { Length: > 0 } ? Hash(secret)
        : file is { Length: > 0 } ? Hash(SecretFile.Read($"{DirectLineOptions.SectionName}:{setting}", file, Shortest))
        : null;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
