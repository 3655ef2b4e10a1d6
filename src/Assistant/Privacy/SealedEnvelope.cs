using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assistant.Privacy;

/// <summary>
/// Content of a few kilobytes under one person's key, AES-256-GCM (NIST SP 800-38D) with a random nonce: magic "\xA1AS1" (4 bytes), key id (8), nonce (12), ciphertext, tag (16).
/// The head is authenticated with the content. No UTF-8 text begins with the magic, so that what was stored before encryption is told from it.
/// </summary>
public static class SealedEnvelope
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 12;

    private static ReadOnlySpan<byte> Magic => [0xA1, (byte)'A', (byte)'S', (byte)'1'];

    public static bool Is(ReadOnlySpan<byte> stored) => stored.Length >= HeadBytes + NonceBytes + TagBytes && stored.StartsWith(Magic);

    /// <summary>The id of the key under which <paramref name="stored"/> was sealed.</summary>
    public static ulong KeyId(ReadOnlySpan<byte> stored) => BinaryPrimitives.ReadUInt64BigEndian(stored[Magic.Length..]);

    /// <summary>With what everything begins that is sealed with that key.</summary>
    public static byte[] Head(ulong keyId)
    {
        var head = new byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(Magic.Length), keyId);
        return head;
    }

    public static byte[] Seal(ulong keyId, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        var stored = new byte[HeadBytes + NonceBytes + content.Length + TagBytes];
        Head(keyId).CopyTo(stored, 0);
        var nonce = stored.AsSpan(HeadBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, content, stored.AsSpan(HeadBytes + NonceBytes, content.Length), stored.AsSpan(^TagBytes..), stored.AsSpan(0, HeadBytes));
        return stored;
    }

    /// <exception cref="InvalidDataException">Changed since it was sealed, or another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        var content = new byte[stored.Length - HeadBytes - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(stored.Slice(HeadBytes, NonceBytes), stored[(HeadBytes + NonceBytes)..^TagBytes], stored[^TagBytes..], content, stored[..HeadBytes]);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException("Stored content is damaged: it is not what was sealed.", e);
        }
        return content;
    }
}
