using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assistant.Privacy;

/// <summary>
/// A file under one person's key, in pieces of 64 KiB that are sealed one by one, so that any part of it is read without the rest: magic "\xA1ASF" (4 bytes), key id (8), nonce prefix (8),
/// then each piece as AES-256-GCM ciphertext and tag (16). A piece's nonce is the prefix, then its number with the highest bit set in the last one: pieces cannot be exchanged, repeated
/// or cut off unnoticed (the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár, 2015).
/// </summary>
public static class SealedFile
{
    internal const int PieceBytes = 65_536;
    internal const int TagBytes = 16;
    internal const int HeadBytes = 20;
    private const int PrefixBytes = 8;
    private const uint Last = 0x8000_0000;

    private static ReadOnlySpan<byte> Magic => [0xA1, (byte)'A', (byte)'S', (byte)'F'];

    public static async Task SealAsync(ulong keyId, byte[] key, Stream content, Stream stored, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(Magic.Length), keyId);
        RandomNumberGenerator.Fill(head.AsSpan(HeadBytes - PrefixBytes));
        await stored.WriteAsync(head, cancellationToken);

        using var cipher = new AesGcm(key, TagBytes);
        var (piece, next, sealedPiece) = (new byte[PieceBytes], new byte[PieceBytes], new byte[PieceBytes + TagBytes]);
        var length = await content.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellationToken);
        for (var number = 0u; ; number++)
        {
            // Whether a piece is the last one is known when there is no other.
            var following = length < PieceBytes ? 0 : await content.ReadAtLeastAsync(next, PieceBytes, throwOnEndOfStream: false, cancellationToken);
            cipher.Encrypt(Nonce(head, number, following == 0), piece.AsSpan(0, length), sealedPiece.AsSpan(0, length), sealedPiece.AsSpan(length, TagBytes), head);
            await stored.WriteAsync(sealedPiece.AsMemory(0, length + TagBytes), cancellationToken);
            if (following == 0)
                return;
            (piece, next, length) = (next, piece, following);
        }
    }

    /// <summary>The id of the key under which a file was sealed; null when it is a file from before encryption. Leaves the stream at its start.</summary>
    public static async Task<ulong?> KeyIdAsync(Stream stored, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var read = await stored.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        stored.Position = 0;
        return read == HeadBytes && head.AsSpan().StartsWith(Magic) ? BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(Magic.Length)) : null;
    }

    /// <summary>Its content, read from any place, a piece at a time. Takes the file over.</summary>
    /// <exception cref="InvalidDataException">Too short to be one; reading throws the same where it was changed, cut or exchanged, or the key is another.</exception>
    public static Stream Open(Stream stored, byte[] key) => new SealedStream(stored, key);

    /// <summary>Takes in all of a stream that cannot be held in memory.</summary>
    public static async Task<ISealedSpool> SpoolAsync(Stream content, CancellationToken cancellationToken) => await SealedSpool.FillAsync(content, cancellationToken);

    internal static byte[] Nonce(ReadOnlySpan<byte> head, uint number, bool last)
    {
        var nonce = new byte[PrefixBytes + sizeof(uint)];
        head[^PrefixBytes..].CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(PrefixBytes), last ? number | Last : number);
        return nonce;
    }
}
