using Assistant.Perception.Media;

namespace Assistant.Tests.Perception;

public sealed class FfmpegLogTests
{
    [Theory]
    [InlineData("[info]   Duration: 00:01:20.50, start: 0.000000, bitrate: 64 kb/s", 80.5)]
    [InlineData("[info]   Duration: 30:00:01.00, start: 0.000000, bitrate: 64 kb/s", 108_001.0)]
    [InlineData("[info]   Duration: N/A, start: 0.000000, bitrate: N/A", null)]
    public void InputTold_OfAFilm_EndsAfterTheLastOfItsStreams(string line, double? seconds)
    {
        var log = new FfmpegLog();
        string[] before =
        [
            "[info] Input #0, matroska,webm, from 'a':",
            line,
            "[info]   Stream #0:0: Audio: opus, 48000 Hz, mono, fltp",
            "[info]   Stream #0:1: Video: vp8, yuv420p(tv), 64x64",
        ];
        foreach (var told in before)
        {
            log.Take(told);
            Assert.False(log.InputTold.IsCompleted);
        }

        log.Take("[info] Stream mapping:");

        Assert.True(log.InputTold.IsCompletedSuccessfully);
        Assert.Equal((seconds, true, true), (log.Duration, log.HasFilm, log.HasSound));
    }

    [Fact]
    public async Task InputTold_WhenFfmpegSaidNothing_EndsWithIt()
    {
        var log = new FfmpegLog();
        await log.ReadAsync(new MemoryStream("[fatal] a: Invalid data\n"u8.ToArray()));
        Assert.True(log.InputTold.IsCompletedSuccessfully);
        Assert.Null(log.Duration);
    }
}
