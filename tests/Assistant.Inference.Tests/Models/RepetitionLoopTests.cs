using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models;

public sealed class RepetitionLoopTests
{
    [Fact]
    public void Begins_PhraseSaidManyTimes_KeepsItOnce()
    {
        List<int> ids = [7, 8, 9, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4];
        Assert.Equal(7, RepetitionLoop.Begins(ids, 12));
    }

    [Fact]
    public void Begins_OneTokenTwelveTimes_IsALoop() => Assert.Equal(2, RepetitionLoop.Begins([5, .. Enumerable.Repeat(6, 12)], 12));

    [Theory]
    [InlineData(6, 6, 6, 6)]
    [InlineData(1, 2, 1, 2, 1, 2)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)]
    public void Begins_OrdinarySpeech_IsNoLoop(params int[] ids) => Assert.Null(RepetitionLoop.Begins([.. ids], 12));
}
