using System.Diagnostics;
using System.Runtime.InteropServices;
using Assistant.Perception;
using Assistant.Perception.Media;
using Microsoft.Extensions.Options;

namespace Assistant.IntegrationTests.Media;

[Collection(MediaCollection.Name)]
public sealed class RecordingTests(MediaFixture media)
{
    [Theory]
    [InlineData("wav")]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("ogg", "-c:a", "libopus")]
    [InlineData("webm", "-c:a", "libopus")]
    [InlineData("m4a")]
    [InlineData("wav", "-ar", "8000", "-ac", "2")]
    public async Task Decode_Format_GivesTheSound(string extension, params string[] codec)
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var (seconds, samples, gap) = await DecodeAsync(await Recordings.MakeAsync(extension, [.. Recordings.Tone(3), .. codec]));

        Assert.Equal(3, seconds!.Value, 0.1);
        Assert.Equal(3, samples.Length / 16_000.0, 0.1);
        Assert.InRange(Loudness(samples), 0.2, 0.4);
        Assert.Null(gap);
    }

    [Fact]
    public async Task Decode_MoreThanMayBeDecodedAtOnce_WaitsForOneToEnd()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        await using var one = new MediaFixture(("MaxDecoders", "1"));
        var tone = await Recordings.MakeAsync("wav", Recordings.Tone(1));
        var first = await one.Audio.DecodeAsync(new MemoryStream(tone), "first.wav", TestContext.Current.CancellationToken);

        var second = one.Audio.DecodeAsync(new MemoryStream(tone), "second.wav", TestContext.Current.CancellationToken);
        await Task.Delay(1_500, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await (await second).DisposeAsync();

        // Whoever gives up waiting, and what cannot be decoded, takes no place with it.
        var third = await one.Audio.DecodeAsync(new MemoryStream(tone), "third.wav", TestContext.Current.CancellationToken);
        using var impatient = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.Audio.DecodeAsync(new MemoryStream(tone), "fourth.wav", impatient.Token));
        await third.DisposeAsync();
        await Assert.ThrowsAsync<MediaException>(() => one.Audio.DecodeAsync(new MemoryStream("no sound"u8.ToArray()), "fifth.wav", TestContext.Current.CancellationToken));
        await (await one.Audio.DecodeAsync(new MemoryStream(tone), "sixth.wav", TestContext.Current.CancellationToken)).DisposeAsync();
    }

    [Fact]
    public async Task Decode_Silence_IsAStreamOfSilence()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var (_, samples, gap) = await DecodeAsync(await Recordings.MakeAsync("mp3", "-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono", "-t", "2"));

        Assert.Equal(2, samples.Length / 16_000.0, 0.1);
        Assert.Equal(0, Loudness(samples), 0.001);
        Assert.Null(gap);
    }

    [Fact]
    public async Task Decode_Film_GivesItsSound()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var film = await Recordings.MakeAsync("mp4", ["-f", "lavfi", "-i", "testsrc=s=64x64:d=2", .. Recordings.Tone(2), "-shortest"]);

        Assert.Equal(2, (await DecodeAsync(film)).Samples.Length / 16_000.0, 0.15);
        await using var audio = await media.Audio.DecodeAsync(new MemoryStream(film), "film.mp4", TestContext.Current.CancellationToken);
        Assert.True(audio.IsOfFilm);
        Assert.Equal(AttachmentProblem.OnlyHeard, Assert.Single(audio.Missed(null)).Problem);
    }

    [Fact]
    public async Task Decode_SilentFilm_IsUnsupportedVideo()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var refusal = await RefusalAsync(await Recordings.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1"));

        Assert.Equal((AttachmentProblem.Unsupported, "video"), (refusal.Problem, refusal.Detail));
    }

    [Fact]
    public async Task Decode_OpusOfNoise_IsDamaged()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var opus = await Recordings.MakeAsync("ogg", [.. Recordings.Tone(3), "-c:a", "libopus"]);
        new Random(1).NextBytes(opus.AsSpan(200));

        Assert.Equal(AttachmentProblem.Damaged, (await RefusalAsync(opus)).Problem);
    }

    [Fact]
    public async Task Decode_OpusWithNoiseInside_GivesTheRestAndSaysSo()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var opus = await Recordings.MakeAsync("ogg", [.. Recordings.Tone(20), "-c:a", "libopus"]);
        new Random(1).NextBytes(opus.AsSpan(opus.Length / 3, opus.Length / 3));

        var (_, samples, gap) = await DecodeAsync(opus);

        Assert.InRange(samples.Length / 16_000.0, 4, 19);
        Assert.Equal(AttachmentProblem.Damaged, gap?.Problem);
    }

    [Fact]
    public async Task Decode_CutOffWebm_GivesTheRestAndSaysSo()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var whole = await Recordings.MakeAsync("webm", [.. Recordings.Tone(20), "-c:a", "libopus"]);

        var (_, samples, gap) = await DecodeAsync(whole[..(whole.Length / 2)]);

        Assert.InRange(samples.Length / 16_000.0, 4, 14);
        Assert.Equal(AttachmentProblem.Damaged, gap?.Problem);
    }

    [Fact]
    public async Task Decode_CutOffM4a_IsDamaged()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var whole = await Recordings.MakeAsync("m4a", Recordings.Tone(5));

        Assert.Equal(AttachmentProblem.Damaged, (await RefusalAsync(whole[..(whole.Length / 2)])).Problem);
    }

    [Fact]
    public async Task Decode_Playlist_OpensNothingElse()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var refusal = await RefusalAsync("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray());

        Assert.Contains(refusal.Problem, new[] { AttachmentProblem.Unsupported, AttachmentProblem.Damaged });
    }

    [Fact]
    public async Task Decode_LongerThanAllowed_StopsThereAndSaysSo()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        await using var strict = new MediaFixture(("LongestRecording", "00:00:02"));
        var (_, samples, gap) = await DecodeAsync(await Recordings.MakeAsync("wav", Recordings.Tone(5)), strict);

        Assert.Equal(2 * 16_000, samples.Length);
        Assert.Equal(AttachmentProblem.TooLong, gap?.Problem);
    }

    [Fact]
    public async Task Decode_HourNobodyReads_WaitsAndEndsWhenDisposed()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var hour = await Recordings.MakeAsync("ogg", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "3600", "-c:a", "libopus", "-b:a", "8k");
        using var file = new MemoryStream(hour);
        var before = Decoders().ToHashSet();
        var audio = await media.Audio.DecodeAsync(file, "hour.ogg", TestContext.Current.CancellationToken);

        Assert.Equal(3600, audio.Duration!.Value, 1);
        // Other classes may decode and make recordings at the same time.
        var started = Decoders().Where(id => !before.Contains(id)).ToList();
        Assert.NotEmpty(started);
        await audio.DisposeAsync();

        Assert.Contains(started, id => !Directory.Exists($"/proc/{id}"));
    }

    [Theory]
    [InlineData("wav", true)]
    [InlineData("flac", true)]
    [InlineData("mp3", false)]
    [InlineData("ogg", false, "-c:a", "libopus")]
    [InlineData("webm", true, "-c:a", "libopus")]
    public async Task Decode_LargerThanIsHeldWhole_GivesTheSoundThroughAPipe(string extension, bool saysItsLength, params string[] codec)
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var (seconds, samples, gap) = await DecodeAsync(await Recordings.MakeAsync(extension, [.. Recordings.Tone(20), .. codec]), Piecewise(5_000_000));

        Assert.Equal(20, samples.Length / 16_000.0, 0.1);
        Assert.InRange(Loudness(samples), 0.2, 0.4);
        Assert.Null(gap);
        if (saysItsLength)
            Assert.Equal(20, seconds!.Value, 0.1);
    }

    [Fact]
    public async Task Decode_LargerThanIsHeldWholeAndCutOff_GivesTheRestAndSaysSo()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var whole = await Recordings.MakeAsync("wav", Recordings.Tone(20));

        var (_, samples, gap) = await DecodeAsync(whole[..(whole.Length / 2)], Piecewise(5_000_000));

        Assert.Equal(10, samples.Length / 16_000.0, 0.1);
        Assert.Equal(AttachmentProblem.Damaged, gap?.Problem);
    }

    [Theory]
    [InlineData("m4a", 5_000_000)]
    [InlineData("wav", 2_000)]
    public async Task Decode_LargerThanItMayBe_IsTooLarge(string extension, long most)
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        var recording = await Recordings.MakeAsync(extension, Recordings.Tone(2));

        Assert.Equal(AttachmentProblem.TooLarge, (await Assert.ThrowsAsync<MediaException>(() => DecodeAsync(recording, Piecewise(most)))).Problem);
    }

    [Fact]
    public async Task Decode_ThroughAPipe_EndsWhenDisposedHalfway()
    {
        Assert.SkipWhen(Recordings.Missing, Recordings.HowToGet);
        using var file = new MemoryStream(await Recordings.MakeAsync("wav", Recordings.Tone(60)));
        var audio = await Piecewise(50_000_000).DecodeAsync(file, "long.wav", TestContext.Current.CancellationToken);

        await audio.DisposeAsync();

        Assert.Empty(Decoders());
    }

    /// <summary>Where hardly anything is held whole.</summary>
    private FfmpegDecoder Piecewise(long most) =>
        new(media.Program, Options.Create(new MediaWorkerOptions()), Options.Create(new PerceptionOptions { MaxBytes = 1_000, MaxRecordingBytes = most }));

    private static Task<(double? Seconds, short[] Samples, GapPart? Gap)> DecodeAsync(byte[] recording, MediaFixture media) => DecodeAsync(recording, media.Audio);

    private Task<(double? Seconds, short[] Samples, GapPart? Gap)> DecodeAsync(byte[] recording) => DecodeAsync(recording, media);

    private static async Task<(double? Seconds, short[] Samples, GapPart? Gap)> DecodeAsync(byte[] recording, IAudioDecoder decoder)
    {
        using var file = new MemoryStream(recording);
        await using var audio = await decoder.DecodeAsync(file, "recording", TestContext.Current.CancellationToken);
        using var pcm = new MemoryStream();
        await audio.Pcm.CopyToAsync(pcm, TestContext.Current.CancellationToken);
        return (audio.Duration, MemoryMarshal.Cast<byte, short>(pcm.ToArray()).ToArray(), audio.Gap());
    }

    private Task<MediaException> RefusalAsync(byte[] recording) => Assert.ThrowsAsync<MediaException>(() => DecodeAsync(recording));

    /// <summary>Root mean square, 1 for the loudest.</summary>
    private static double Loudness(short[] samples) => Math.Sqrt(samples.Average(sample => Math.Pow(sample / 32_768.0, 2)));

    private static IEnumerable<int> Decoders() => WorkerProcesses.Children(Environment.ProcessId, "ffmpeg").Where(id => !IsMaking(id));

    /// <summary>A test's own recording in the making.</summary>
    private static bool IsMaking(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains("lavfi", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
