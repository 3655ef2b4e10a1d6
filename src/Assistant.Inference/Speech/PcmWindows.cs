using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Speech;

/// <summary>Reads 16 kHz mono 16-bit sound as windows of <see cref="Size"/> samples in -1..1; the last one is filled up with silence. The yielded memory is reused.</summary>
internal static class PcmWindows
{
    public const int Size = 512;
    public const int SampleRate = 16_000;
    public const double Seconds = (double)Size / SampleRate;

    private const int BytesPerWindow = Size * 2;
    private const int WindowsPerRead = 32;

    public static async IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(Stream pcm, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = new byte[BytesPerWindow * WindowsPerRead];
        var window = new float[Size];
        while (true)
        {
            var read = await pcm.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            for (var at = 0; at < read; at += BytesPerWindow)
            {
                Convert(bytes.AsSpan(at, Math.Min(BytesPerWindow, read - at)), window);
                yield return window;
            }
            if (read < bytes.Length)
                yield break;
        }
    }

    private static void Convert(ReadOnlySpan<byte> bytes, Span<float> window)
    {
        var samples = MemoryMarshal.Cast<byte, short>(bytes);
        for (var i = 0; i < samples.Length; i++)
            window[i] = (BitConverter.IsLittleEndian ? samples[i] : BinaryPrimitives.ReverseEndianness(samples[i])) / 32768f;
        window[samples.Length..].Clear();
    }
}
