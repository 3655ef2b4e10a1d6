using System.Text.Json;
using Assistant.IntegrationTests.Media;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Speech;

/// <summary>transcribe as a command of the shipped program.</summary>
public sealed class TranscribeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("transcribe-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Note => Path.Combine(Checkout.Root, "web/samples/voice-note.ogg");

    [Fact]
    public async Task Transcribe_ARecording_IsItsWordsWithSeconds()
    {
        var (code, output, errors) = await RunAsync("--json", Note);

        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        Assert.Equal((Note, "en"), (line.RootElement.GetProperty("file").GetString(), line.RootElement.GetProperty("language").GetString()));
        Assert.Contains("two people", line.RootElement.GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
        var segments = line.RootElement.GetProperty("segments").EnumerateArray().ToList();
        Assert.All(segments, segment => Assert.True(segment.GetProperty("start").GetDouble() < segment.GetProperty("end").GetDouble()));
        Assert.False(line.RootElement.TryGetProperty("notRead", out _), errors);
    }

    [Fact]
    public async Task Transcribe_LongerThanIsHeard_SaysToPeopleAndProgramsWhatIsLeftOut()
    {
        var (code, output, errors) = await RunAsync("--json", Note, "--MediaWorkers:LongestRecording", "00:00:05");

        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        var missed = Assert.Single(line.RootElement.GetProperty("notRead").EnumerateArray());
        Assert.Equal(("tooLong", "what follows the first 5 s"), (missed.GetProperty("problem").GetString(), missed.GetProperty("detail").GetString()));
        Assert.Contains("what follows the first 5 s", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcribe_AFilm_SaysThatItsPicturesWereNotLookedAt()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var film = Path.Combine(_folder.FullName, "film.mp4");
        await File.WriteAllBytesAsync(film, await Recordings.MakeAsync("mp4", "-i", Note, "-f", "lavfi", "-i", "testsrc=s=64x64:d=2"), Token);

        var (code, output, errors) = await RunAsync(film);

        Assert.Equal(0, code);
        Assert.Contains("two people", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("did not look at its pictures", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcribe_OneFileOfTwoThatIsNoRecording_IsNamedAndTheOtherWrittenDown()
    {
        var broken = Path.Combine(_folder.FullName, "broken.wav");
        await File.WriteAllTextAsync(broken, "no sound", Token);

        var (code, output, errors) = await RunAsync("--json", broken, Note);

        Assert.Equal(1, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("broken.wav", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var ran = await AssistantCommand.RunWithErrorsAsync(["transcribe", .. arguments], null, Token);
        Assert.SkipWhen(ran.Errors.Contains("No speech model is installed", StringComparison.Ordinal), "No speech model is installed (npm ci in web/).");
        return ran;
    }
}
