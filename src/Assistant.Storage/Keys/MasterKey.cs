using System.Security.Cryptography;
using System.Text;
using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>The key that wraps all others (AES-256-GCM). Its id says which one it is without giving anything of it away: the first 8 bytes of SHA-256 over a fixed word and the key.</summary>
internal sealed class MasterKey(byte[] key)
{
    private readonly ulong _number = BitConverter.ToUInt64(SHA256.HashData([.. "assistant master key"u8, .. key]));

    public string Id => _number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes));

    /// <exception cref="KeyStoreException">Not 32 bytes of base64.</exception>
    public static MasterKey Parse(string base64, string source)
    {
        var bytes = new byte[SealedEnvelope.KeyBytes + 1];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out var length) && length == SealedEnvelope.KeyBytes
            ? new(bytes[..length])
            : throw new KeyStoreException($"The master key from {source} is not 32 bytes of base64. Make one with: head -c 32 /dev/urandom | base64");
    }

    public string Export() => Convert.ToBase64String(key);

    public byte[] Wrap(ReadOnlySpan<byte> other) => SealedEnvelope.Seal(_number, key, other);

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped) => SealedEnvelope.Open(key, wrapped);

    public string WrapText(string other) => Convert.ToBase64String(Wrap(Encoding.UTF8.GetBytes(other)));

    public string UnwrapText(string wrapped) => Encoding.UTF8.GetString(Unwrap(Convert.FromBase64String(wrapped)));
}
