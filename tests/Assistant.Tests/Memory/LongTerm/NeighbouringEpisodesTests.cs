using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Memory.LongTerm;

public sealed class NeighbouringEpisodesTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly RecallWeights s_weights = RecallWeights.Default with { Length = 0 };

    [Fact]
    public void Score_OneHit_IsSharedWithThreeOnEitherSide()
    {
        var index = Index(s_weights.Neighbours.Count * 2 + 3);
        var middle = index.Count / 2;
        var scores = Score(index, s_weights, Hit(index, middle), long.MaxValue);
        Assert.Equal(1, scores[middle]);
        for (var i = 0; i < s_weights.Neighbours.Count; i++)
            Assert.Equal((s_weights.Neighbours[i], s_weights.Neighbours[i]), (scores[middle - 1 - i], scores[middle + 1 + i]));
        Assert.Equal((0, 0), (scores[0], scores[^1]));
    }

    [Fact]
    public void Score_AnotherConversation_GetsNothing()
    {
        var index = Index(2);
        index.Add(new(new("other", s_start.AddMinutes(2), "", "d", "in another conversation"), 0, null), 1);
        Assert.Equal(0, Score(index, s_weights, Hit(index, 1), long.MaxValue)[2]);
    }

    [Fact]
    public void Score_SaidLaterThanAsked_GetsNothing()
    {
        var index = Index(3);
        Assert.Equal(0, Score(index, s_weights, Hit(index, 1), s_start.AddMinutes(1).ToUnixTimeMilliseconds())[2]);
    }

    [Fact]
    public void Score_EquallyNear_TheLongerOneIsFirst()
    {
        var index = new MemoryIndex();
        index.Add(new(new("short", s_start, "", "c", "Yes."), 0, null), 1);
        index.Add(new(new("long", s_start, "", "d", "Yes, and we went on to the harbour afterwards."), 0, null), 1);
        var scores = Score(index, RecallWeights.Default, [1, 1], long.MaxValue);
        Assert.True(scores[1] > scores[0]);
    }

    private static float[] Score(MemoryIndex index, RecallWeights weights, float[] own, long before)
    {
        using var given = new ItemScores(own.Length);
        own.CopyTo(given.Values);
        using var scores = NeighbouringEpisodes.Score(index, weights, given, before);
        return [.. scores.Values];
    }

    private static float[] Hit(MemoryIndex index, int item)
    {
        var own = new float[index.Count];
        own[item] = 1;
        return own;
    }

    private static MemoryIndex Index(int episodes)
    {
        var index = new MemoryIndex();
        for (var i = 0; i < episodes; i++)
            index.Add(new(new($"e{i}", s_start.AddMinutes(i), "", "c", $"number {i}"), 0, null), 1);
        return index;
    }
}
