using System.Security.Cryptography;
using System.Text;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>How records hang together: a record's hash is SHA-256 over its predecessor's hash and its own stored bytes; a tenant's chain begins with the hash of a fixed word and its name.</summary>
internal static class ChainHash
{
    public const int Bytes = SHA256.HashSizeInBytes;

    public static byte[] Beginning(string tenant) => SHA256.HashData(Encoding.UTF8.GetBytes("assistant log\n" + tenant));

    public static byte[] Next(ReadOnlySpan<byte> previous, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    public static string OfRow(ReadOnlySpan<byte> stored) => Convert.ToBase64String(SHA256.HashData(stored));

    /// <summary>Half of a row's hash, for comparing millions of them in memory.</summary>
    public static UInt128 Short(string rowHash)
    {
        Span<byte> bytes = stackalloc byte[Bytes + 1];
        return Convert.TryFromBase64String(rowHash, bytes, out _) ? System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes) : default;
    }

    public static UInt128 Short(ReadOnlySpan<byte> stored)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(stored, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>What is signed: that at this time this was the head of this tenant's chain.</summary>
    public static byte[] Statement(string tenant, long sequence, ReadOnlySpan<byte> hash, long at) =>
        Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"assistant log head\n{tenant}\n{sequence}\n{Convert.ToHexStringLower(hash)}\n{at}"));
}
