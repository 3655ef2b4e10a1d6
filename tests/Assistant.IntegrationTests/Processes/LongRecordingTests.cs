using System.Diagnostics;
using System.Text.Json;
using Assistant.IntegrationTests.Media;

namespace Assistant.IntegrationTests.Processes;

/// <summary>60 minutes of audio in one message, through the server as it is shipped.</summary>
public sealed class LongRecordingTests(HourOfSound hour, ITestOutputHelper output) : IClassFixture<HourOfSound>
{
    /// <summary>Megabytes of the hour's samples at 16 kHz and 16 bit: what the server may not hold, nor its decoder.</summary>
    private const double Samples = 115;

    private const int Notes = 8;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public Task Hour_InOneMessage_IsHeardToItsEndInBoundedMemoryWithProgress() => HearsAsync(() => Task.FromResult(hour.File));

    [Fact]
    public Task Hour_InCdQuality_IsHeardToItsEndInBoundedMemoryWithProgress() => HearsAsync(() => hour.InCdQualityAsync("wav"));

    [Fact]
    public async Task Hour_WhereLessIsAllowed_IsHeardSoFarAndTheRestIsSaidToBeUnheard()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(new() { ["MediaWorkers:LongestRecording"] = "00:02:00" }, cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);

        Assert.True(await client.PostAsync("Read it to me", "m-1", cancellationToken, hour.File));

        var answer = (await client.AnsweredAsync(1, s_patience, cancellationToken))[^1];
        var text = ConversationClient.Text(answer);
        output.WriteLine(text);
        Assert.SkipWhen(text.Contains("not installed", StringComparison.Ordinal), "Speech recognition is not installed (npm ci in web/).");
        Assert.Single(text.Split('\n'), line => line.Contains("two people", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("hour.wav is too long, so I did not read all of it (left out: what follows the first 2 min)", text, StringComparison.Ordinal);
        var failure = Assert.Single(answer.GetProperty("channelData").GetProperty("answer").GetProperty("failures").EnumerateArray());
        Assert.Equal("tooLong", failure.GetProperty("problem").GetString());
    }

    private async Task HearsAsync(Func<Task<string>> make)
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var file = await make();
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await StartAsync([], cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);
        // With the models loaded and their work space settled, which grows over the first recordings however short: what is left to grow is this one's.
        for (var note = 1; note <= Notes; note++)
        {
            Assert.True(await client.PostAsync("Read it to me", $"m-{note}", cancellationToken, Path.Combine(Checkout.Root, "web/samples/voice-note.ogg")));
            var heard = ConversationClient.Text((await client.AnsweredAsync(note, s_patience, cancellationToken))[^1]);
            Assert.SkipUnless(heard.Contains("two people", StringComparison.OrdinalIgnoreCase), "Speech recognition is not installed (npm ci in web/).");
        }
        await using var memory = PeakMemory.Of(server, "ffmpeg");
        await using var socket = await client.ListenAsync(server.Address, cancellationToken);
        var before = PeakMemory.Megabytes(server.Id);
        var started = Stopwatch.GetTimestamp();

        Assert.True(await client.PostAsync("Read it to me", "m-hour", cancellationToken, file));
        var answer = (await client.AnsweredAsync(Notes + 1, s_patience, cancellationToken))[^1];

        var after = PeakMemory.Megabytes(server.Id);
        output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; server {before:F0} MB before, {after:F0} MB at most; ffmpeg {memory["ffmpeg"]:F0} MB; file {new FileInfo(file).Length / 1e6:F0} MB");
        var text = ConversationClient.Text(answer);
        output.WriteLine(text);
        Assert.Equal(3, text.Split('\n').Count(line => line.Contains("two people", StringComparison.OrdinalIgnoreCase)));
        Assert.Matches("> 00:(29|30) ", text);
        Assert.Matches("> (29:59|30:00) ", text);
        Assert.Matches("> 59:(39|40) ", text);
        Assert.Empty(answer.GetProperty("channelData").GetProperty("answer").GetProperty("failures").EnumerateArray());
        Assert.InRange(after - before, 0, Samples);
        Assert.InRange(memory["ffmpeg"], 1, Samples);
        var progress = socket.Progress().Where(step => step.GetProperty("stage").GetString() == "listening").ToList();
        Assert.Contains(progress, step => step.GetProperty("done").GetDouble() is > 1_700 and < 2_000);
        Assert.Contains(progress, step => step.TryGetProperty("total", out var total) && total.GetDouble() is > 3_590 and < 3_610);
    }

    private static Task<ServerProgram> StartAsync(Dictionary<string, string> settings, CancellationToken cancellationToken) =>
        ServerProgram.StartAsync(Checkout.Server, null, settings, null, null, cancellationToken);
}
