using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>
/// Makes conversation ids that say by themselves when they were made and for whom (a signature nobody else can make), so that a conversation needs no row before its first message.
/// Six bytes of time, ten of chance, eight of signature.
/// </summary>
internal sealed class ConversationIds(SigningKey key, TimeProvider time)
{
    private const int TimeBytes = 6;
    private const int BodyBytes = 16;
    private const int TagBytes = 8;
    private const int EncodedLength = 32;

    public string Create(string? user)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + TagBytes];
        Span<byte> stamp = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(stamp, time.GetUtcNow().ToUnixTimeMilliseconds());
        stamp[2..].CopyTo(bytes);
        RandomNumberGenerator.Fill(bytes[TimeBytes..BodyBytes]);
        Tag(bytes[..BodyBytes], user).CopyTo(bytes[BodyBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>When it was made, if it was made here for this user; else null.</summary>
    public DateTimeOffset? MadeFor(string? user, string id)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + TagBytes];
        return Decode(id, bytes) && CryptographicOperations.FixedTimeEquals(bytes[BodyBytes..], Tag(bytes[..BodyBytes], user)) ? TimeOf(bytes) : null;
    }

    /// <summary>When it says that it was made, for whomever; null when it is no id of ours.</summary>
    public static DateTimeOffset? TimeOf(string id)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + TagBytes];
        return Decode(id, bytes) ? TimeOf(bytes) : null;
    }

    private static bool Decode(string id, Span<byte> bytes) =>
        id.Length == EncodedLength && Base64Url.DecodeFromChars(id, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length;

    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> stamp = stackalloc byte[8];
        stamp.Clear();
        bytes[..TimeBytes].CopyTo(stamp[2..]);
        // Anybody can write an id: one that was not made here may name a time beyond the calendar.
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(BinaryPrimitives.ReadInt64BigEndian(stamp), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
    }

    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> body, string? user) =>
        key.Sign("directline conversation", [.. body, .. Encoding.UTF8.GetBytes(user ?? "")]).AsSpan(0, TagBytes);
}
