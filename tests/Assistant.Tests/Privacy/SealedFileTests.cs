using System.Security.Cryptography;
using Assistant.Privacy;

namespace Assistant.Tests.Privacy;

public sealed class SealedFileTests
{
    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task Seal_AnyLength_IsReadBackWholeAndFromAnyPlace(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        await using var opened = SealedFile.Open(await SealAsync(content), s_key);
        Assert.Equal(length, opened.Length);
        var whole = new MemoryStream();
        await opened.CopyToAsync(whole, Token);
        Assert.Equal(content, whole.ToArray());
        foreach (var from in new[] { 0, length / 3, length / 2, Math.Max(0, length - 1), length })
        {
            opened.Position = from;
            var rest = new byte[length - from];
            await opened.ReadExactlyAsync(rest, Token);
            Assert.Equal(content[from..], rest);
            Assert.Equal(0, await opened.ReadAsync(new byte[1], Token));
        }
    }

    [Fact]
    public async Task Read_ChangedCutExchangedOrForeign_IsDamaged()
    {
        var content = RandomNumberGenerator.GetBytes(3 * 65_536);
        var stored = (await SealAsync(content)).ToArray();
        const int Piece = 65_536 + 16;

        var changed = stored.ToArray();
        changed[20 + Piece + 5] ^= 1;
        await AssertDamagedAsync(changed, s_key);

        // Without its last piece, the one before is not marked as the last.
        await AssertDamagedAsync(stored[..(20 + 2 * Piece)], s_key);
        await AssertDamagedAsync(stored[..^1], s_key);
        await AssertDamagedAsync(stored[..10], s_key);

        byte[] exchanged = [.. stored[..20], .. stored[(20 + Piece)..(20 + 2 * Piece)], .. stored[20..(20 + Piece)], .. stored[(20 + 2 * Piece)..]];
        await AssertDamagedAsync(exchanged, s_key);

        await AssertDamagedAsync(stored, RandomNumberGenerator.GetBytes(32));
    }

    [Fact]
    public async Task KeyId_PlainFile_IsNone()
    {
        Assert.Null(await SealedFile.KeyIdAsync(new MemoryStream("RIFF, a recording from before encryption"u8.ToArray()), Token));
        Assert.Equal(7ul, await SealedFile.KeyIdAsync(await SealAsync([1, 2, 3]), Token));
    }

    [Fact]
    public void Envelope_ChangedAnywhere_IsDamaged()
    {
        var stored = SealedEnvelope.Seal(9, s_key, "Müller 李"u8);
        Assert.True(SealedEnvelope.Is(stored));
        Assert.Equal(9ul, SealedEnvelope.KeyId(stored));
        Assert.Equal("Müller 李"u8, SealedEnvelope.Open(s_key, stored));
        Assert.Equal(-1, stored.AsSpan().IndexOf("Müller"u8));
        for (var i = 0; i < stored.Length; i++)
        {
            var changed = stored.ToArray();
            changed[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => SealedEnvelope.Open(s_key, changed));
        }
    }

    private static async Task<MemoryStream> SealAsync(byte[] content)
    {
        var stored = new MemoryStream();
        await SealedFile.SealAsync(7, s_key, new MemoryStream(content), stored, Token);
        stored.Position = 0;
        return stored;
    }

    private static async Task AssertDamagedAsync(byte[] stored, byte[] key) =>
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using var opened = SealedFile.Open(new MemoryStream(stored), key);
            await opened.CopyToAsync(Stream.Null, Token);
        });
}
