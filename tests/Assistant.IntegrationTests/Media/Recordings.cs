using System.Diagnostics;

namespace Assistant.IntegrationTests.Media;

/// <summary>Recordings and films made by ffmpeg for a test.</summary>
internal static class Recordings
{
    public static bool Missing => !File.Exists("/usr/bin/ffmpeg");

    public const string HowToGet = "ffmpeg is not installed: apt-get install ffmpeg";

    /// <param name="arguments">Inputs and codecs, without the output.</param>
    /// <param name="extension">Tells ffmpeg the container.</param>
    public static async Task<byte[]> MakeAsync(string extension, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"recording-{Guid.NewGuid():N}.{extension}");
        try
        {
            using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments, file]);
            await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, ffmpeg.ExitCode);
            return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A tone of 440 Hz, half as loud as can be.</summary>
    public static string[] Tone(double seconds) => ["-f", "lavfi", "-i", FormattableString.Invariant($"aevalsrc=0.5*sin(2*PI*440*t):s=44100:d={seconds}")];
}
