using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Tests.Speech;

/// <summary>Recordings of the data sets, decoded by ffmpeg; skips the test when either is missing.</summary>
internal static class Recordings
{
    /// <summary>16 kHz mono, signed 16 bit, from the start.</summary>
    public static async Task<MemoryStream> PcmAsync(params string[] parts)
    {
        var path = InferenceFixture.DataSet(parts);
        var start = new ProcessStartInfo("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", path, "-ac", "1", "-ar", "16000", "-f", "s16le", "pipe:1"]) { RedirectStandardOutput = true };
        try
        {
            using var ffmpeg = Process.Start(start)!;
            var pcm = new MemoryStream();
            await ffmpeg.StandardOutput.BaseStream.CopyToAsync(pcm, TestContext.Current.CancellationToken);
            pcm.Position = 0;
            return pcm;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffmpeg is not installed.");
            throw;
        }
    }

    /// <summary>Samples in -1..1.</summary>
    public static async Task<float[]> SamplesAsync(params string[] parts)
    {
        var pcm = await PcmAsync(parts);
        var samples = MemoryMarshal.Cast<byte, short>(pcm.GetBuffer().AsSpan(0, (int)pcm.Length));
        var scaled = new float[samples.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = samples[i] / 32768f;
        return scaled;
    }
}
