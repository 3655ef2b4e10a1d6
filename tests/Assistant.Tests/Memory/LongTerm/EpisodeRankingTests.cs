using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Memory.LongTerm;

public sealed class EpisodeRankingTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Score_WordsOfOneEpisode_RanksItFirst() =>
        Assert.Equal("e1", First(Index("we painted the fence green", "the ferry to Helsinki was cancelled", "my sister bakes bread"), "Which ferry was cancelled?"));

    [Fact]
    public void Score_Chinese_MatchesByPairsOfCharacters() =>
        Assert.Equal("e1", First(Index("昨天去了超市", "我打算学习游泳", "天气很好"), "谁要学游泳"));

    [Fact]
    public void Score_AnswerWithoutTheQuestionsWords_ComesWithItsNeighbour()
    {
        var items = Recall(Index("what is your puppy called?", "Biscuit", "the train was late"), "puppy called", 400);
        Assert.Equal(["e0", "e1"], items.Take(2).SelectMany(item => item.Sources).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Score_TimeNamed_PrefersWhatWasSaidThen()
    {
        var index = new MemoryIndex();
        Add(index, "may", "we went hiking in the hills", s_start.AddMonths(2));
        Add(index, "march", "we went hiking in the hills", s_start);
        using var ranked = new EpisodeRanking(index, RecallWeights.Default).Score("Where did we go hiking?", [], TimeExpressions.Find("in March", s_start.AddMonths(5)), long.MaxValue);
        Assert.Equal("march", index.Read(BestItems.Of(ranked.Values, 1)[0]).Id);
    }

    [Fact]
    public void Score_SaidLaterThanAsked_IsLeftOut()
    {
        var index = Index("the ferry leaves at six", "the ferry leaves at nine");
        using var ranked = new EpisodeRanking(index, RecallWeights.Default).Score("ferry", [], null, s_start.AddSeconds(30).ToUnixTimeMilliseconds());
        Assert.Equal([0], BestItems.Of(ranked.Values, 9));
    }

    [Fact]
    public void Score_VectorsAlone_FindWhatHasNoWordInCommon()
    {
        var index = new MemoryIndex();
        index.Add(new(new("a", s_start, "Mia", "c", "alpha"), 0, QuantizedVector.Of("en", [1, 0, 0])), 1);
        index.Add(new(new("b", s_start, "Mia", "d", "beta"), 0, QuantizedVector.Of("en", [0, 1, 0])), 1);
        using var ranked = new EpisodeRanking(index, RecallWeights.Default).Score("gamma", [QuantizedVector.Of("en", [0.1f, 0.99f, 0])], null, long.MaxValue);
        Assert.Equal(1, BestItems.Of(ranked.Values, 1)[0]);
    }

    /// <summary>An embedding model was replaced: what it left is found by words alone, whichever is read last.</summary>
    [Fact]
    public void Score_VectorsOfAnotherModel_AreNotCompared()
    {
        var index = new MemoryIndex();
        index.Add(new(new("a", s_start, "Mia", "c", "alpha"), 0, QuantizedVector.Of("old", [1, 0, 0])), 1);
        index.Add(new(new("b", s_start, "Mia", "d", "beta"), 0, QuantizedVector.Of("new", [0, 1, 0, 0])), 2);
        index.Add(new(new("c", s_start, "Mia", "e", "delta"), 0, QuantizedVector.Of("old", [0, 0, 1])), 3);
        index.Add(new(new("d", s_start, "Mia", "f", "epsilon"), 0, QuantizedVector.Of("old", [0, 0, 1, 0])), 4);
        Assert.Equal("b", Assert.Single(Found(index, QuantizedVector.Of("new", [0.1f, 0.99f, 0, 0]))));
        Assert.Empty(Found(index, QuantizedVector.Of("newest", [1, 0, 0])));
        Assert.Equal(["a"], Found(index, QuantizedVector.Of("old", [1, 0, 0])));

        static List<string> Found(MemoryIndex index, QuantizedVector question)
        {
            using var ranked = new EpisodeRanking(index, RecallWeights.Default).Score("gamma", [question], null, long.MaxValue);
            return BestItems.Of(ranked.Values, 9).ConvertAll(item => index.Read(item).Id);
        }
    }

    [Fact]
    public void Take_Budget_IsKept()
    {
        var items = Recall(Index([.. Enumerable.Range(0, 50).Select(i => $"the ferry number {i} left the harbour")]), "ferry harbour", 100);
        Assert.NotEmpty(items);
        Assert.True(items.Sum(item => ((item.Text.Length + 3) / 4) + 8) <= 100);
    }

    [Fact]
    public void RemoveSegment_ItsEpisodes_AreNotFoundAnyMore()
    {
        var index = Index("the ferry leaves at six");
        index.RemoveSegments([1]);
        Assert.Empty(Recall(index, "ferry", 400));
        Assert.Null(index.Find("e0"));
        Assert.Equal(0, index.Living);
    }

    [Fact]
    public void Dot_QuantizedVectors_IsNearTheExactProduct()
    {
        var random = new Random(5);
        var (a, b) = (Unit(random), Unit(random));
        var exact = a.Zip(b, (x, y) => x * y).Sum();
        var (qa, qb) = (QuantizedVector.Of("en", a), QuantizedVector.Of("en", b));
        Assert.Equal(exact, QuantizedVector.Dot(QuantizedVector.Widen(qa.Values), qb.Values) * qa.Scale * qb.Scale, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(384)]
    [InlineData(1030)]
    public void Dot_ExtremeNumbers_IsExact(int length)
    {
        var random = new Random(length);
        sbyte[] a = [.. Enumerable.Range(0, length).Select(i => (sbyte)(i % 3 == 0 ? -127 : random.Next(-127, 128)))], b = [.. a.Select(x => (sbyte)(x > 0 ? 127 : -127))];
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), QuantizedVector.Dot(QuantizedVector.Widen(a), b));
    }

    private static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, 384).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }

    private static MemoryIndex Index(params string[] texts)
    {
        var index = new MemoryIndex();
        for (var i = 0; i < texts.Length; i++)
            Add(index, $"e{i}", texts[i], s_start.AddMinutes(i));
        return index;
    }

    private static void Add(MemoryIndex index, string id, string text, DateTimeOffset at) => index.Add(new(new(id, at, "", "c", text), 0, null), 1);

    private static string First(MemoryIndex index, string question) => Recall(index, question, 400)[0].Sources[0];

    private static IReadOnlyList<RecalledItem> Recall(MemoryIndex index, string question, int tokens)
    {
        using var ranked = new EpisodeRanking(index, RecallWeights.Default).Score(question, [], null, long.MaxValue);
        return BudgetedItems.Take(index, ranked.Values, tokens);
    }
}
