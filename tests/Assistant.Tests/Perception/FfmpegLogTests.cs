using Assistant.Perception.Media;

namespace Assistant.Tests.Perception;

public sealed class FfmpegLogTests
{
    [Theory]
    [InlineData("[info]   Duration: 00:01:20.50, start: 0.000000, bitrate: 64 kb/s", 80.5)]
    [InlineData("[info]   Duration: N/A, start: 0.000000, bitrate: N/A", null)]
    public void LengthTold_EndsWithTheLineThatTellsIt(string line, double? seconds)
    {
        var log = new FfmpegLog();
        log.Take("[info] Input #0, matroska,webm, from 'a':");
        Assert.False(log.LengthTold.IsCompleted);

        log.Take(line);

        Assert.True(log.LengthTold.IsCompletedSuccessfully);
        Assert.Equal(seconds, log.Duration);
    }

    [Fact]
    public async Task LengthTold_WhenFfmpegSaidNothing_EndsWithIt()
    {
        var log = new FfmpegLog();
        await log.ReadAsync(new MemoryStream("[fatal] a: Invalid data\n"u8.ToArray()));
        Assert.True(log.LengthTold.IsCompletedSuccessfully);
        Assert.Null(log.Duration);
    }
}
