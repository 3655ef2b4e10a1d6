using System.Text.Json;
using Assistant.IntegrationTests.Media;

namespace Assistant.IntegrationTests.Processes;

/// <summary>Voice notes in Chinese, through the server as it is shipped: with Whisper they are heard and quoted at their second, without it they are said to be unheard.</summary>
public sealed class ChineseVoiceNoteTests(ITestOutputHelper output)
{
    private const string Model = "whisper-base";
    private static readonly string[] s_clips = ["BAC009S0150W0209.flac", "BAC009S0150W0154.flac", "BAC009S0150W0346.flac"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Question_AboutAChineseVoiceNote_IsAnsweredWithTheSecondAtWhichItIsSaid()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var models = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Model)));
        Assert.SkipWhen(models is null, $"The model {Model} is not installed (ASSISTANT_MODELS).");
        using var note = await NoteAsync();
        await using var server = await ServerProgram.StartAsync(Checkout.Server, null, new Dictionary<string, string> { ["Models:Directory"] = models! }, null, null, cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);

        Assert.True(await client.PostAsync("从今年开始万达要全面退出什么市场？", "m-1", cancellationToken, note.Path));

        var answer = (await client.AnsweredAsync(1, s_patience, cancellationToken))[^1];
        output.WriteLine(ConversationClient.Text(answer));
        Assert.SkipWhen(ConversationClient.Text(answer).Contains("Silero", StringComparison.Ordinal), "Voice detection is not installed (npm ci in web/).");
        Assert.Contains("住宅销售市场", ConversationClient.Text(answer), StringComparison.Ordinal);
        var citation = answer.GetProperty("channelData").GetProperty("answer").GetProperty("citations")[0];
        Assert.Equal("audio", citation.GetProperty("kind").GetString());
        Assert.InRange(citation.GetProperty("start").GetDouble(), note.SecondStart - 0.5, note.SecondStart + 1.5);
        Assert.Empty(Failures(answer));
    }

    [Fact]
    public async Task Question_AboutAChineseVoiceNoteWithoutWhisper_IsNotAnsweredAsIfItHadBeenHeard()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var note = await NoteAsync();
        await using var server = await ServerProgram.StartAsync(Checkout.Server, null, new Dictionary<string, string> { ["Models:Directory"] = note.Path + "-no-models" }, null, null, cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);

        Assert.True(await client.PostAsync("他们要退出什么市场？", "m-1", cancellationToken, note.Path));

        var answer = (await client.AnsweredAsync(1, s_patience, cancellationToken))[^1];
        output.WriteLine(ConversationClient.Text(answer));
        var problem = Assert.Single(Failures(answer)).GetProperty("problem").GetString();
        Assert.SkipWhen(problem == "notInstalled", "Moonshine is not installed (npm ci in web/).");
        Assert.Equal("languageNotInstalled", problem);
        Assert.Contains("Whisper", ConversationClient.Text(answer), StringComparison.Ordinal);
    }

    private static JsonElement.ArrayEnumerator Failures(JsonElement answer) => answer.GetProperty("channelData").GetProperty("answer").GetProperty("failures").EnumerateArray();

    /// <summary>Three sentences read out in Mandarin with two seconds of silence around each, as a phone records them.</summary>
    private static async Task<Note> NoteAsync()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var folder = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "speech", "mandarin");
        Assert.SkipUnless(s_clips.All(clip => File.Exists(Path.Combine(folder, clip))), "ASSISTANT_DATA_SETS has no speech/mandarin.");
        var inputs = s_clips.SelectMany(clip => new[] { "-i", Path.Combine(folder, clip) });
        const string join = "[0:a]adelay=2000[a];[1:a]adelay=2000[b];[2:a]adelay=2000[c];[a][b][c]concat=n=3:v=0:a=1";
        var sound = await Recordings.MakeAsync("ogg", [.. inputs, "-filter_complex", join, "-c:a", "libopus", "-b:a", "24k"]);
        var wav = await Recordings.MakeAsync("wav", "-i", Path.Combine(folder, s_clips[0]), "-ar", "16000", "-ac", "1");
        var note = new Note(Path.Combine(Path.GetTempPath(), $"note-{Guid.NewGuid():N}.ogg"), 2 + ((wav.Length - 44) / 32_000.0) + 2);
        await File.WriteAllBytesAsync(note.Path, sound, TestContext.Current.CancellationToken);
        return note;
    }

    /// <param name="SecondStart">Where the second sentence's recording begins, in seconds.</param>
    private sealed record Note(string Path, double SecondStart) : IDisposable
    {
        public void Dispose() => File.Delete(Path);
    }
}
