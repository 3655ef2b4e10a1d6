using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Memory.LongTerm;

/// <summary>Activation of episodes by hand-computed values, and what it does to ranking and to the archive.</summary>
public sealed class EpisodeStrengthTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    // B = -0.5 ln(age in s) + r ln 0.5, and 1 / (1 + e^(-(B + 7) / 2)), worked out apart.
    [Theory]
    [InlineData(1_000, 0, 0.97069)]
    [InlineData(86_400_000, 0, 0.65888)]
    [InlineData(86_400_000, 2, 0.49129)]
    [InlineData(31_536_000_000, 0, 0.30647)]
    [InlineData(-5_000, 0, 0.97069)]
    public void OfTelling_AgeAndRepeats_IsTheLogisticOfBaseLevelActivation(long age, byte repeats, double expected)
    {
        var strengths = new float[3];
        EpisodeStrength.OfTelling([0, 0, 0], [repeats, repeats, repeats], age, strengths);
        Assert.All(strengths, strength => Assert.Equal(expected, strength, 4));
    }

    [Fact]
    public void Gain_OneUse_IsWhatItAddsToTheSum()
    {
        var index = new MemoryIndex();
        Add(index, "a", "the ferry leaves at six", s_start);
        Add(index, "b", "we painted the fence", s_start.AddDays(1));
        index.Uses.Add(2, [FactUses.None("a").Add(s_start.AddDays(1).AddSeconds(-100))]);

        var strength = new EpisodeStrength(index, long.MaxValue);

        // ln(86400^-1/2 + 100^-1/2) = -2.26914 gives 0.91415, and -5.68337 of the telling alone 0.65888.
        var (item, sum) = Assert.Single(strength.Used);
        Assert.Equal((0, 0.1), (item, Math.Round(sum, 9)));
        Assert.Equal(0.25527, strength.Gain(item, sum), 4);
    }

    [Fact]
    public void Score_OfTwoThatMatchAlike_PrefersTheYoungerAndThenTheOneThatWasUsed()
    {
        var index = new MemoryIndex();
        Add(index, "old", "the ferry leaves at six", s_start, "Mia", "c1");
        Add(index, "young", "the ferry leaves at six", s_start.AddDays(100), "Bo", "c2");
        Assert.Equal("young", First(index, long.MaxValue));

        index.Uses.Add(2, [FactUses.None("old").Add(s_start.AddDays(101))]);

        Assert.Equal("old", First(index, long.MaxValue));
        // As of a time, what came of it since does not count.
        Assert.Equal("young", First(index, s_start.AddDays(100).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void Repeats_TheSameWordsOfTheSameSpeaker_AreCountedOverRemovalsToo()
    {
        var index = new MemoryIndex();
        for (var i = 0; i < 3; i++)
            Add(index, $"mia{i}", i == 1 ? "The FERRY leaves, at six!" : "the ferry leaves at six", s_start.AddDays(i));
        Add(index, "bo", "the ferry leaves at six", s_start.AddDays(3), "Bo");
        Assert.Equal([0, 1, 2, 0], index.Columns.Repeats.ToArray());

        index.RemoveSegments([1]);
        Add(index, "mia0", "the ferry leaves at six", s_start);
        Assert.Equal(0, index.Columns.Repeats[^1]);
    }

    [Fact]
    public void Beyond_ABudget_IsTheWeakest()
    {
        var index = new MemoryIndex();
        for (var i = 0; i < 4; i++)
            Add(index, $"e{i}", $"text number {i}", s_start.AddDays(i * 10));
        index.Uses.Add(2, [FactUses.None("e0").Add(s_start.AddDays(29))]);
        var strength = new EpisodeStrength(index, long.MaxValue);

        Assert.Empty(strength.Beyond(4, 1_000));
        Assert.Equal([1, 2], strength.Beyond(2, 1_000).Order());
        Assert.Equal([1], strength.Beyond(9, 40));
    }

    [Fact]
    public void Archive_OfManyItems_IsTheWeakestAndWorkedOutOnceForManyQuestions()
    {
        var (index, random) = (new MemoryIndex(), new Random(7));
        int[] hours = [.. Enumerable.Range(0, 3_000)];
        random.Shuffle(hours);
        index.AddAll(SegmentBlock.Of([.. hours.Select((hour, i) => new StoredEpisode(new($"e{i}", s_start.AddHours(hour), "Mia", "c", $"text number {i}"), 0, null))]), 1);
        var oldest = hours.Select((hour, i) => (Hour: hour, Item: i)).OrderBy(each => each.Hour).Take(1_000).Select(each => each.Item).Order().ToList();

        for (var question = 0; question < 5; question++)
            Assert.Equal(oldest, index.Archive.Beyond(2_000, long.MaxValue).Order());
        // What is said now and then is among the strongest: it changes nothing until it is much.
        for (var i = 0; i < 20; i++)
            Add(index, $"new{i}", "something new", s_start.AddHours(3_000 + i));
        Assert.Equal(oldest, index.Archive.Beyond(2_000, long.MaxValue).Order());
        Assert.Equal(1, index.Archive.Reckonings);

        index.Uses.Add(2, [FactUses.None($"e{oldest[0]}").Add(s_start.AddHours(3_000))]);
        Assert.DoesNotContain(oldest[0], index.Archive.Beyond(2_000, long.MaxValue));
        Assert.Equal(2, index.Archive.Reckonings);
        Assert.Equal(20, index.Archive.Beyond(3_000, long.MaxValue).Count);
        Assert.Empty(index.Archive.Beyond(4_000, long.MaxValue));
    }

    [Fact]
    public void Format_Uses_ComeBackAsTheyWere()
    {
        var uses = Enumerable.Range(0, 40).Aggregate(FactUses.None("a"), (sum, day) => sum.Add(s_start.AddDays(day)));
        var read = SegmentFormat.Read(SegmentFormat.Write(SegmentContent.Of([], [7], [uses, FactUses.None("b").Add(s_start)])));
        Assert.Equal([7], read.Replaces);
        Assert.Equal(["a", "b"], read.Uses.Select(each => each.FactId));
        Assert.Equal((8, s_start, 32), (read.Uses[0].Older, read.Uses[0].First, read.Uses[0].Newest.Count));
        Assert.Equal(uses.Newest, read.Uses[0].Newest);
    }

    [Fact]
    public void Joined_UsesOfOneEpisode_AreAsIfTheyHadBeenAddedToOne()
    {
        DateTimeOffset[] times = [.. Enumerable.Range(0, 80).Select(day => s_start.AddDays(day))];
        FactUses Of(IEnumerable<DateTimeOffset> all) => all.Aggregate(FactUses.None("a"), (sum, time) => sum.Add(time));
        var (joined, whole) = (Assert.Single(EpisodeUses.Joined([Of(times[..40]), Of(times[40..])])), Of(times));
        Assert.Equal(whole.Newest, joined.Newest);
        Assert.Equal((whole.Older, whole.First), (joined.Older, joined.First));
    }

    private static void Add(MemoryIndex index, string id, string text, DateTimeOffset at, string speaker = "Mia", string conversation = "c") =>
        index.Add(new(new(id, at, speaker, conversation, text), 0, null), 1);

    private static string First(MemoryIndex index, long before)
    {
        using var scores = new EpisodeRanking(index, RecallWeights.Default).Score("When does the ferry leave?", [], null, before);
        return index.Read(BestItems.Of(scores.Values, 1)[0]).Id;
    }
}
