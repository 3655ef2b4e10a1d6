using System.Diagnostics;
using Assistant.IntegrationTests.Media;

namespace Assistant.IntegrationTests.Processes;

/// <summary>
/// A recording of 60 minutes: quiet noise, in which the page's own voice note is spoken at 0:30, 30:00 and 59:40. Hearing an hour of speech would take minutes;
/// this much is decoded and cut just the same, and only a few stretches of it are heard.
/// </summary>
public sealed class HourOfSound : IAsyncLifetime
{
    private const string Join = """
        [0:a]aresample=16000,aformat=channel_layouts=mono,asplit=3[a][b][c];
        [a]adelay=30000[x];[b]adelay=1800000[y];[c]adelay=3580000[z];
        anoisesrc=r=16000:a=0.002:d=3600:seed=7[n];
        [n][x][y][z]amix=inputs=4:duration=first:normalize=0
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-hour-");

    /// <summary>A wav file of 115 MB.</summary>
    public string File { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Recordings.Missing)
            return;
        File = Path.Combine(_folder.FullName, "hour.wav");
        using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", Path.Combine(Checkout.Root, "web/samples/voice-note.ogg"), "-filter_complex", Join.ReplaceLineEndings(""), "-t", "3600", "-ar", "16000", "-sample_fmt", "s16", File]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    /// <summary>The same as a disc has it, 44.1 kHz and two channels: 635 MB of wav, or less of flac.</summary>
    public async Task<string> InCdQualityAsync(string extension)
    {
        var file = Path.Combine(_folder.FullName, $"disc.{extension}");
        using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", File, "-ar", "44100", "-ac", "2", "-sample_fmt", "s16", file]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
