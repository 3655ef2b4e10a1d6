using System.Text;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

public sealed class LongTermMemoryTests
{
    private static readonly ContentOwner s_ann = new("default", "ann/ü '1");
    private static readonly ContentOwner s_bo = new("default", "bo");
    private static readonly DateTimeOffset s_used = new(2025, 4, 1, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recall_AfterReopening_FindsWhatWasRemembered()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "The ferry to Helsinki was cancelled.")], withVectors: false, Token);
        await using var again = await StoreUnderTest.StartAsync([], Token, store.Folder);
        Assert.Equal(["1"], (await RecallAsync(again, s_ann)).SelectMany(item => item.Sources));
    }

    /// <summary>As in a rolling update: the other replica is a version ahead. Half of such a memory would be wrong, and writing it anew would lose the rest.</summary>
    [Fact]
    public async Task Memory_WithASegmentOfANewerVersion_IsRefusedClearlyAndLeftAsItIs()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry")], withVectors: false, Token);
        var segments = store.Get<IMemorySegments>();
        await segments.AppendAsync(s_ann, new(1, [5, 1, 2, 3], [], []), Token);
        var before = await segments.LoadAsync(s_ann, 0, Token);

        foreach (var use in new Func<Task>[]
        {
            () => RecallAsync(store, s_ann), () => Memory(store).ListAsync(s_ann, Token), () => Memory(store).RememberAsync(s_ann, [Said("2", "train")], withVectors: false, Token),
            () => Memory(store).ForgetAsync(s_ann, "1", Token), () => Memory(store).ForgetAsync(s_ann, null, Token), () => Memory(store).UseAsync(s_ann, ["1"], s_used, Token),
        })
            Assert.Contains("newer version of the program (format 5; this one reads up to 4)", (await Assert.ThrowsAsync<StorageUnavailableException>(use)).Message, StringComparison.Ordinal);
        Assert.Equal(before.Select(segment => (segment.Number, Convert.ToHexString(segment.Content))), (await segments.LoadAsync(s_ann, 0, Token)).Select(segment => (segment.Number, Convert.ToHexString(segment.Content))));

        // Whoever is erased need not wait for it.
        await store.Get<IPersonEraser>().EraseAsync(s_ann, "officer", Token);
        Assert.Empty(await segments.LoadAsync(s_ann, 0, Token));
        Assert.Empty(await RecallAsync(store, s_ann));
    }

    [Fact]
    public async Task Recall_OfAnotherPerson_FindsNothing()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "The ferry to Helsinki was cancelled.")], withVectors: false, Token);
        Assert.Empty(await RecallAsync(store, s_bo));
        Assert.Empty(await RecallAsync(store, s_ann with { Tenant = "other" }));
    }

    /// <summary>In a turn "yesterday" is the day before the asker's today; over a record that was brought in, before its end.</summary>
    [Theory]
    [InlineData(true, "asked today")]
    [InlineData(false, "of the record")]
    public async Task Recall_Yesterday_IsTheAskersInATurn(bool inTurn, string expected)
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        // In Auckland it is the 25th already.
        var now = new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.FromHours(13));
        await Memory(store).RememberAsync(s_ann,
        [
            Said("1", "The ferry was late, of the record.") with { At = now.AddDays(-9) }, Said("2", "The ferry was late, asked today.") with { At = now.AddHours(-2) },
            Said("3", "The ferry was late, the end of the record.") with { At = now.AddDays(-8) }, Said("4", "The ferry was late, just now.") with { At = now.AddMinutes(-10) },
        ], withVectors: false, Token);
        foreach (var id in inTurn ? [] : new[] { "2", "4" })
            await Memory(store).ForgetAsync(s_ann, id, Token);

        var found = await Memory(store).RecallAsync(s_ann, new("What about the ferry yesterday?", Vectors: false) { Now = inTurn ? now : null }, Token);

        Assert.Contains(expected, found[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remember_KnownId_IsLeftAsItIs()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        Assert.Equal(1, await Memory(store).RememberAsync(s_ann, [Said("1", "ferry"), Said("1", "train")], withVectors: false, Token));
        Assert.Equal(0, await Memory(store).RememberAsync(s_ann, [Said("1", "train")], withVectors: false, Token));
        Assert.Equal("ferry", Assert.Single(await Memory(store).ListAsync(s_ann, Token)).Text);
    }

    [Fact]
    public async Task Remember_ByAnotherReplica_IsSeen()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await using var other = await StoreUnderTest.StartAsync([], Token, store.Folder);
        Assert.Empty(await RecallAsync(store, s_ann));
        await Memory(other).RememberAsync(s_ann, [Said("1", "ferry")], withVectors: false, Token);
        Assert.Single(await RecallAsync(store, s_ann));
        await Memory(other).ForgetAsync(s_ann, "1", Token);
        Assert.Empty(await RecallAsync(store, s_ann));
    }

    [Fact]
    public async Task Forget_OneOfSeveral_LeavesTheOthersAlsoAfterReopening()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry one"), Said("2", "ferry two"), Said("3", "ferry three")], withVectors: false, Token);
        Assert.Equal(1, await Memory(store).ForgetAsync(s_ann, "2", Token));
        Assert.Equal(0, await Memory(store).ForgetAsync(s_ann, "2", Token));
        await using var again = await StoreUnderTest.StartAsync([], Token, store.Folder);
        Assert.Equal(["1", "3"], (await Memory(again).ListAsync(s_ann, Token)).Select(episode => episode.Id));
        Assert.Equal(2, await Memory(again).ForgetAsync(s_ann, null, Token));
        Assert.Empty(await Memory(again).ListAsync(s_ann, Token));
    }

    /// <summary>A replica that was idle finds only the last of them, and that names only the one before it.</summary>
    [Fact]
    public async Task Forget_SeveralTimesOnAnotherReplica_IsSeenByOneThatMissedTheSegmentsBetween()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await using var other = await StoreUnderTest.StartAsync([], Token, store.Folder);
        await Memory(other).RememberAsync(s_ann, [Said("1", "ferry one"), Said("2", "ferry two"), Said("3", "ferry three")], withVectors: false, Token);
        Assert.Equal(3, (await RecallAsync(store, s_ann)).Count);
        await Memory(other).ForgetAsync(s_ann, "1", Token);
        await Memory(other).ForgetAsync(s_ann, "2", Token);
        Assert.Equal(["3"], (await RecallAsync(store, s_ann)).SelectMany(item => item.Sources));
    }

    [Fact]
    public async Task Encode_WhatHasNoVectorOrAnotherModels_GetsThoseOfTheModelThatIsThere()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var segments = store.Get<IMemorySegments>();
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry one"), Said("2", "渡轮二号")], withVectors: false, Token);
        await Memory(store).UseAsync(s_ann, ["1"], s_used, Token);
        await segments.AppendAsync(s_ann, new(1, SegmentFormat.Write(SegmentContent.Of([new(Said("3", "ferry three"), 7, QuantizedVector.Of("old", [1, 0]))], [])), [], []), Token);
        var encoder = new NamedEncoder("new");
        var encoding = new MemoryEncoding(store.Get<OpenedMemories>(), segments, store.Get<EpisodeWriter>(),
            new EpisodeVectors([encoder], new TurnPace(new TurnLoad(Microsoft.Extensions.Options.Options.Create(new TurnOptions())), store.Time), store.Time));

        Assert.Equal(2, await encoding.EncodeAsync(s_ann, null, Token));
        Assert.Equal(0, await encoding.EncodeAsync(s_ann, null, Token));

        var contents = (await segments.LoadAsync(s_ann, 0, Token)).Select(segment => SegmentFormat.Read(segment.Content)).ToList();
        Assert.Equal([("1", "new"), ("2", null), ("3", "new")], contents.SelectMany(content => content.Block.Episodes()).OrderBy(stored => stored.Episode.Id).Select(stored => (stored.Episode.Id, stored.Vector?.Model)));
        Assert.Equal(["1"], contents.SelectMany(content => content.Uses).Select(uses => uses.FactId));
        Assert.Equal(3, (await Memory(store).ListAsync(s_ann, Token)).Count);
    }

    /// <summary>Of English only.</summary>
    private sealed class NamedEncoder(string name) : Assistant.Agent.ISentenceEncoder
    {
        public bool IsAvailable(string language) => language == "en";

        public string ModelFor(string language) => name;

        public Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(_ => new float[] { 1, 0 })]);
    }

    /// <summary>Two imports of the same file at once: neither sees the other's before it writes its own.</summary>
    [Fact]
    public async Task Forget_OfWhatWasRememberedTwiceAtOnce_IsForgottenAlsoAfterReopening()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var segments = store.Get<IMemorySegments>();
        foreach (var _ in Enumerable.Range(0, 2))
            await segments.AppendAsync(s_ann, new(2, SegmentFormat.Write(SegmentContent.Of([new(Said("1", "ferry one"), 0, null), new(Said("2", "ferry two"), 0, null)], [], [])), [], []), Token);
        Assert.Equal(2, (await Memory(store).ListAsync(s_ann, Token)).Count);

        // The first leaves the other a segment that was written anew, and one that was not.
        Assert.Equal(1, await Memory(store).ForgetAsync(s_ann, "2", Token));
        Assert.Equal(1, await Memory(store).ForgetAsync(s_ann, "1", Token));

        await using var again = await StoreUnderTest.StartAsync([], Token, store.Folder);
        Assert.Empty(await Memory(again).ListAsync(s_ann, Token));
    }

    [Fact]
    public async Task ForgetAllOf_WritesEachSegmentOnce_AndReadsNoOther()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        foreach (var i in Enumerable.Range(0, 3))
            await Memory(store).RememberAsync(s_ann, [Said($"{i}a", "ferry"), Said($"{i}b", "train"), Said($"{i}c", "tram")], withVectors: false, Token);
        var before = await store.Get<IMemorySegments>().LoadAsync(s_ann, 0, Token);

        Assert.Equal(3, await Memory(store).ForgetAllOfAsync(s_ann, ["0a", "0b", "1a", "unknown"], Token));

        var after = await store.Get<IMemorySegments>().LoadAsync(s_ann, 0, Token);
        Assert.Equal([before[2].Number], after.Select(segment => segment.Number).Intersect(before.Select(segment => segment.Number)));
        // One new segment for the two that were written anew.
        Assert.Equal(2, after.Count);
        Assert.Null(await store.Get<IMemorySegments>().FindAsync(s_ann, before[0].Number, Token));
        Assert.Equal(["0c", "1b", "1c", "2a", "2b", "2c"], (await Memory(store).ListAsync(s_ann, Token)).Select(episode => episode.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Held_IsWhatStandsThereWithTheseWords()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry"), Said("2", "train")], withVectors: false, Token);

        var held = await Memory(store).HeldAsync(s_ann, [Said("1", "ferry"), Said("2", "tram"), Said("3", "ferry"), Said("2", "train") with { Source = UtteranceSource.Picture }], Token);

        Assert.Equal(["1"], held);
    }

    [Fact]
    public async Task Remember_ManySmallSegments_AreMergedAndComplete()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        for (var i = 0; i < 260; i++)
            await Memory(store).RememberAsync(s_ann, [Said($"{i}", "ferry")], withVectors: false, Token);
        await using var again = await StoreUnderTest.StartAsync([], Token, store.Folder);
        Assert.Equal(260, (await Memory(again).ListAsync(s_ann, Token)).Count);
        Assert.True((await again.Get<IMemorySegments>().LoadAsync(s_ann, 0, Token)).Count < 10);
        Assert.Equal(260, (await Memory(again).ListAsync(s_ann, Token)).Select(episode => episode.Id).Distinct().Count());
    }

    /// <summary>It is done in somebody's turn: what is large already is not opened for it.</summary>
    [Fact]
    public async Task Merge_OfManySmallSegments_ReadsNoLargeOne()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [.. Enumerable.Range(0, 600).Select(i => Said($"large{i}", $"ferry {i}"))], withVectors: false, Token);
        var large = await store.Get<IMemorySegments>().NewestAsync(s_ann, Token);
        for (var i = 0; i < 260; i++)
            await store.Get<IMemorySegments>().AppendAsync(s_ann, new(1, SegmentFormat.Write(SegmentContent.Of([new(Said($"{i}", "ferry"), 0, null)], [])), [], []), Token);
        var segments = new LoadedFrom(store.Get<IMemorySegments>());
        var memory = new OpenedMemory(s_ann, segments);

        await memory.RefreshAsync(null, Token);

        Assert.Equal(860, memory.Index.Living);
        Assert.Equal(2, memory.Segments.Count);
        Assert.Equal(0, segments.After[0]);
        Assert.True(segments.After[1] >= large);
    }

    /// <summary>Notes from where on segments are loaded.</summary>
    private sealed class LoadedFrom(IMemorySegments inner) : IMemorySegments
    {
        public List<long> After { get; } = [];

        public Task<long> NewestAsync(ContentOwner person, CancellationToken cancellationToken) => inner.NewestAsync(person, cancellationToken);

        public Task<IReadOnlyList<long>> NumbersAsync(ContentOwner person, CancellationToken cancellationToken) => inner.NumbersAsync(person, cancellationToken);

        public Task<IReadOnlyList<MemorySegment>> LoadAsync(ContentOwner person, long after, CancellationToken cancellationToken)
        {
            After.Add(after);
            return inner.LoadAsync(person, after, cancellationToken);
        }

        public Task<MemorySegment?> FindAsync(ContentOwner person, long number, CancellationToken cancellationToken) => inner.FindAsync(person, number, cancellationToken);

        public Task<AppendedSegment?> AppendAsync(ContentOwner person, NewSegment segment, CancellationToken cancellationToken) => inner.AppendAsync(person, segment, cancellationToken);

        public Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) => inner.CountAsync(person, cancellationToken);

        public Task RemoveUnreadableAsync(ContentOwner person, CancellationToken cancellationToken) => inner.RemoveUnreadableAsync(person, cancellationToken);

        public Task<long> RemoveAsync(ContentOwner person, CancellationToken cancellationToken) => inner.RemoveAsync(person, cancellationToken);
    }

    [Fact]
    public async Task Use_OfAnEpisode_OutlivesReopeningWhatIsForgottenBesideItAndMerging()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry one"), Said("2", "ferry two"), Said("3", "ferry three")], withVectors: false, Token);
        await Memory(store).UseAsync(s_ann, ["1", "nobody's"], s_used, Token);
        await Memory(store).ForgetAsync(s_ann, "2", Token);
        for (var i = 0; i < 260; i++)
            await Memory(store).UseAsync(s_ann, ["3"], s_used.AddMinutes(i), Token);

        await using var again = await StoreUnderTest.StartAsync([], Token, store.Folder);

        var whole = Enumerable.Range(0, 260).Aggregate(FactUses.None("3"), (sum, i) => sum.Add(s_used.AddMinutes(i)));
        var now = s_used.AddDays(1);
        Assert.Equal(Activation.OfUses(FactUses.None("1").Add(s_used), now), await UsesAsync(again, "1", now), 9);
        Assert.Equal(1, await UsesAsync(again, "3", now) / Activation.OfUses(whole, now), 1);
        Assert.Equal(0, await UsesAsync(again, "nobody's", now));
        Assert.True((await again.Get<IMemorySegments>().LoadAsync(s_ann, 0, Token)).Count < 10);
        await Memory(again).ForgetAsync(s_ann, null, Token);
        Assert.Equal(0, await UsesAsync(again, "1", now));
    }

    [Fact]
    public async Task Recall_BeyondTheBudget_OnlyForExplicitQuestions()
    {
        await using var store = await StoreUnderTest.StartAsync(new() { ["LongTermMemory:MaxItems"] = "2" }, Token);
        await Memory(store).RememberAsync(s_ann, [.. Enumerable.Range(0, 4).Select(day => Said($"{day}", $"ferry number {day}") with { At = s_used.AddDays(day) })], withVectors: false, Token);
        await Memory(store).UseAsync(s_ann, ["0"], s_used.AddDays(3), Token);
        async Task<IEnumerable<string>> FoundAsync(bool withArchive) =>
            (await Memory(store).RecallAsync(s_ann, new("Which ferry was it?", Vectors: false) { WithArchive = withArchive }, Token)).SelectMany(item => item.Sources).Order();
        Assert.Equal(["0", "3"], await FoundAsync(withArchive: false));
        Assert.Equal(["0", "1", "2", "3"], await FoundAsync(withArchive: true));
    }

    [Fact]
    public async Task Erase_Person_LeavesNothingAndCountsTheItems()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "ferry"), Said("2", "ferry")], withVectors: false, Token);
        await Memory(store).RememberAsync(s_bo, [Said("1", "ferry")], withVectors: false, Token);
        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_ann, "test", Token);
        Assert.Equal(2, receipt.Covered["memory_items"]);
        Assert.Empty(await RecallAsync(store, s_ann));
        Assert.Single(await RecallAsync(store, s_bo));
    }

    [Fact]
    public async Task Remember_Content_IsNowhereInTheClear()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await Memory(store).RememberAsync(s_ann, [Said("1", "The password is heliotrope-ferry.")], withVectors: false, Token);
        var secret = Encoding.UTF8.GetBytes("heliotrope");
        var files = System.IO.Directory.GetFiles(store.Folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Token);
            Assert.True(copy.ToArray().AsSpan().IndexOf(secret) < 0, $"{Path.GetFileName(file)} holds it in the clear.");
        }
    }

    private static Task<double> UsesAsync(StoreUnderTest store, string id, DateTimeOffset now) =>
        store.Get<OpenedMemories>().UseAsync(s_ann, memory => Task.FromResult(memory.Index.Uses.Sum(id, now)), Token);

    private static ILongTermMemory Memory(StoreUnderTest store) => store.Get<ILongTermMemory>();

    private static Task<IReadOnlyList<RecalledItem>> RecallAsync(StoreUnderTest store, ContentOwner person) =>
        Memory(store).RecallAsync(person, new("Which ferry was it?", Vectors: false), Token);

    private static Episode Said(string id, string text) => new(id, new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero), "Ann", "c", text);
}
