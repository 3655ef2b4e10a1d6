using System.Buffers.Binary;
using Assistant.Perception.Media;

namespace Assistant.Tests.Perception;

public sealed class WaveDurationTests
{
    private const int SecondOfCd = 176_400;

    [Theory]
    [InlineData(60u * SecondOfCd, 60)]
    [InlineData(0u, 10)]
    [InlineData(uint.MaxValue, 10)]
    public void Of_AWavFile_IsWhatItsHeaderSaysOrItsLengthWhereThatIsNotKnown(uint size, double seconds) =>
        Assert.Equal(seconds, WaveDuration.Of(Head(size), Head(size).Length + 10 * SecondOfCd)!.Value, 6);

    [Fact]
    public void Of_OtherFilesAndShortOnes_IsNotKnown()
    {
        Assert.Null(WaveDuration.Of("OggS"u8, 100));
        Assert.Null(WaveDuration.Of(Head(10).AsSpan(0, 30), 100));
        Assert.Null(WaveDuration.Of([.. "RIFF\0\0\0\0WAVEdata"u8, 1, 0, 0, 0], 100));
    }

    /// <summary>With a list of odd length between format and samples, as editors write them.</summary>
    private static byte[] Head(uint size)
    {
        byte[] head = [.. "RIFF\0\0\0\0WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 16, 0, .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. "data"u8, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(24), 44_100);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(28), SecondOfCd);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(head.Length - 4), size);
        return head;
    }
}
