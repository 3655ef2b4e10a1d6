using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>A wav file of 115 MB.</summary>
    public string File { get; private set; } = "";

    private static string Note { get; } = Path.Combine(Checkout.Root, "web/samples/voice-note.ogg");

    public async ValueTask InitializeAsync()
    {
        if (!Recordings.Missing)
            File = await KeptAsync("hour.wav", "-i", Note, "-filter_complex", Join.ReplaceLineEndings(""), "-t", "3600", "-ar", "16000", "-sample_fmt", "s16");
    }

    /// <summary>The same as a disc has it, 44.1 kHz and two channels: 635 MB of wav, or less of flac.</summary>
    public Task<string> InCdQualityAsync(string extension) => KeptAsync($"disc.{extension}", "-i", File, "-ar", "44100", "-ac", "2", "-sample_fmt", "s16");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Made once, and kept under artifacts as long as it would be made in the same way from the same note.</summary>
    private static async Task<string> KeptAsync(string name, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var made = Encoding.UTF8.GetBytes(string.Join('\n', arguments)).Concat(await System.IO.File.ReadAllBytesAsync(Note, cancellationToken)).ToArray();
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "sounds", Convert.ToHexStringLower(SHA256.HashData(made))[..16])).FullName;
        var (kept, unfinished) = (Path.Combine(folder, name), Path.Combine(folder, $"{Guid.NewGuid():N}-{name}"));
        if (System.IO.File.Exists(kept))
            return kept;
        using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments, unfinished]);
        await ffmpeg.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        System.IO.File.Move(unfinished, kept, overwrite: true);
        return kept;
    }
}
