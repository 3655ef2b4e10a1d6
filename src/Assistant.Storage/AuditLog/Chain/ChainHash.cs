using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <summary>Of records of version 1: over the content alone.</summary>
    public static string OfRow(ReadOnlySpan<byte> stored) => Convert.ToBase64String(SHA256.HashData(stored));

    /// <summary>Of records of version 2: SHA-256 over the SHA-256 of the content, then each column in the clear as LENGTH:TEXT, or "-" for none. Whoever has not got the content cannot try names against it.</summary>
    public static string OfRow(ReadOnlySpan<byte> stored, ReadOnlySpan<object?> clear)
    {
        Span<byte> content = stackalloc byte[Bytes];
        SHA256.HashData(stored, content);
        var text = new StringBuilder();
        foreach (var value in clear)
        {
            var column = TextOf(value);
            _ = column is null ? text.Append('-') : text.Append(CultureInfo.InvariantCulture, $"{column.Length}:{column}");
        }
        return Convert.ToBase64String(Next(content, Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The same for both databases, one of which has no booleans.</summary>
    private static string? TextOf(object? value) => value switch
    {
        null or DBNull => null,
        bool yes => yes ? "1" : "0",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Half of a row's hash, for comparing millions of them in memory.</summary>
    public static UInt128 Short(string rowHash)
    {
        Span<byte> bytes = stackalloc byte[Bytes + 1];
        return Convert.TryFromBase64String(rowHash, bytes, out _) ? System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes) : default;
    }

    /// <summary>Half of the hash of a row's id, likewise.</summary>
    public static UInt128 ShortOf(string id)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>What is signed: that at this time this was the head of this tenant's chain.</summary>
    public static byte[] Statement(string tenant, long sequence, ReadOnlySpan<byte> hash, long at) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"assistant log head\n{tenant}\n{sequence}\n{Convert.ToHexStringLower(hash)}\n{at}"));
}
