using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Memory.Published;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;

namespace Assistant.Tests.Storage;

/// <summary>What an operator publishes is everybody's, and goes when its person wants it gone.</summary>
public sealed class PublishedMemoryTests
{
    private static readonly ContentOwner s_ann = new("default", "ann");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_AnEpisodeAndAFact_AreFoundForTheTenantAndNoOther()
    {
        await using var store = await ToldAsync();
        var published = Published(store);

        var episode = await published.PublishAsync(s_ann, "t1", Token);
        var fact = await published.PublishAsync(s_ann, (await store.Get<IPersonalFacts>().OpenAsync(s_ann, Token)).Facts.Single().Id, Token);
        var own = await published.PublishAsync("default", "The canteen closes at half past two.", Token);

        Assert.Equal(("The gate code is 4711.", "ann", "t1"), (episode!.Text, episode.User, episode.Source));
        Assert.Equal("I live in Bergen.", fact!.Text);
        Assert.Null(own.User);
        Assert.Equal([episode, fact, own], await published.ListAsync("default", Token));
        var found = (await published.RecallAsync("default", new("What is the gate code?"), 3, Token))[0];
        Assert.Equal(("The gate code is 4711.", UtteranceSource.Published), (found.Text, found.Source));
        // Its id goes to whoever is answered.
        Assert.All(found.Sources, id => Assert.DoesNotContain("ann", id, StringComparison.Ordinal));
        Assert.Empty(await published.RecallAsync("other", new("What is the gate code?"), 3, Token));
        Assert.Empty(await store.Get<ILongTermMemory>().RecallAsync(s_ann with { SubjectId = "bob" }, new("What is the gate code?"), Token));
    }

    [Fact]
    public async Task Publish_Twice_IsOnce_AndWhatIsNotThere_IsNot()
    {
        await using var store = await ToldAsync();

        Assert.Equal((await Published(store).PublishAsync(s_ann, "t1", Token))!.Id, (await Published(store).PublishAsync(s_ann, "t1", Token))!.Id);
        Assert.Null(await Published(store).PublishAsync(s_ann, "t9", Token));
        Assert.Null(await Published(store).PublishAsync(s_ann with { SubjectId = "bob" }, "t1", Token));

        var item = Assert.Single(await Published(store).ListAsync("default", Token));
        Assert.True(await Published(store).WithdrawAsync("default", item.Id, Token));
        Assert.False(await Published(store).WithdrawAsync("default", item.Id, Token));
        Assert.Empty(await Published(store).RecallAsync("default", new("What is the gate code?"), 3, Token));
    }

    [Fact]
    public async Task Recall_WhereNothingWas_FindsWhatIsPublishedInTheSameProgramAtOnce()
    {
        await using var store = await ToldAsync();
        Assert.Empty(await Published(store).RecallAsync("default", new("What is the gate code?"), 3, Token));

        await Published(store).PublishAsync(s_ann, "t1", Token);

        Assert.NotEmpty(await Published(store).RecallAsync("default", new("What is the gate code?"), 3, Token));
    }

    /// <summary>A copy of what stays told it, too.</summary>
    [Fact]
    public async Task Forget_AnotherFactOfTheSameSentence_WithdrawsTheCopyOfItsWords()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await store.Get<PersonalFacts>().LearnAsync(s_ann, new Utterance("t1", "I live at 12 Elm Street and my phone is 555 0199.", StoreData.Now), Token);
        var facts = (await store.Get<IPersonalFacts>().OpenAsync(s_ann, Token)).Facts.ToDictionary(fact => fact.Attribute, fact => fact.Id);
        await Published(store).PublishAsync(s_ann, facts[FactAttributes.Phone], Token);
        Assert.Equal(1, await CopiesAsync());

        Assert.True(await store.Get<IPersonalMemory>().ForgetFactAsync(s_ann, facts[FactAttributes.Address], Token));

        Assert.Equal(0, await CopiesAsync());

        Task<long> CopiesAsync() => store.Get<IMemorySegments>().CountAsync(new("default", "\u0001published"), Token);
    }

    [Theory]
    [InlineData("fact")]
    [InlineData("episode of the fact")]
    [InlineData("episode")]
    [InlineData("everything")]
    [InlineData("erasure")]
    public async Task Forget_ByItsPerson_IsWithdrawn(string how)
    {
        await using var store = await ToldAsync();
        var memory = store.Get<IPersonalMemory>();
        var fact = (await store.Get<IPersonalFacts>().OpenAsync(s_ann, Token)).Facts.Single().Id;
        await Published(store).PublishAsync(s_ann, how == "episode" ? "t1" : fact, Token);
        await Published(store).PublishAsync("default", "The canteen closes at half past two.", Token);

        await (how switch
        {
            "fact" => memory.ForgetFactAsync(s_ann, fact, Token),
            "episode of the fact" => memory.ForgetEpisodeAsync(s_ann, "t2", Token),
            "episode" => memory.ForgetEpisodeAsync(s_ann, "t1", Token),
            "everything" => memory.ForgetEverythingAsync(s_ann, Token),
            _ => (Task)store.Get<IPersonEraser>().EraseAsync(s_ann, "officer", Token),
        });

        Assert.Equal(["The canteen closes at half past two."], (await Published(store).ListAsync("default", Token)).Select(item => item.Text));
    }

    /// <summary>However it went: kept out, expired, deleted in the channel.</summary>
    [Fact]
    public async Task Recall_OfWhatItsPersonsMemoryHoldsNoMore_FindsAndListsNothing()
    {
        await using var store = await ToldAsync();
        await Published(store).PublishAsync(s_ann, "t1", Token);

        await store.Get<ILongTermMemory>().ExpireAsync(s_ann, StoreData.Now, _ => true, Token);

        Assert.Empty(await Published(store).RecallAsync("default", new("What is the gate code?"), 3, Token));
        Assert.Empty(await Published(store).ListAsync("default", Token));
        Assert.Equal(0, await Published(store).CountAsync(s_ann, Token));
    }

    /// <summary>Last week's backup, with today's keys.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_WhatABackupHasOfThePublished_CannotBeReadAnyMore(bool afterACrash)
    {
        await using var store = await ToldAsync();
        var bob = s_ann with { SubjectId = "bob" };
        await store.Get<ILongTermMemory>().RememberAsync(bob, [new("b1", StoreData.Now, "user", "c", "The lift is on the left.")], withVectors: false, Token);
        await Published(store).PublishAsync(s_ann, "t1", Token);
        await Published(store).PublishAsync(bob, "b1", Token);
        await Published(store).PublishAsync("default", "The canteen closes at half past two.", Token);
        var backup = await SegmentsAsync(store);

        if (afterACrash)
        {
            store.Get<ErasureLedger>().Begin(s_ann, store.Get<KeyStore>().Find(s_ann), "officer", new Dictionary<string, long>());
            await using var next = await store.BesideAsync(Token);
            await next.Get<IPersonEraser>().FinishAsync(Token);
        }
        else
        {
            await store.Get<IPersonEraser>().EraseAsync(s_ann, "officer", Token);
        }

        store.Get<SubjectKeys>().ForgetAll();
        Assert.Equal(3, backup.Count);
        Assert.Equal(2, backup.Count(row => IsReadable(store, row)));
        await using var later = await store.BesideAsync(Token);
        Assert.Equal(["The lift is on the left.", "The canteen closes at half past two."], (await Published(later).ListAsync("default", Token)).Select(item => item.Text));
        Assert.All(await SegmentsAsync(store), row => Assert.True(IsReadable(store, row)));
    }

    [Fact]
    public async Task Erase_CountsWhatWasPublished()
    {
        await using var store = await ToldAsync();
        await Published(store).PublishAsync(s_ann, "t1", Token);

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_ann, "officer", Token);

        Assert.Equal(1, receipt.Covered["published_items"]);
    }

    /// <summary>Nobody writes into it by taking its name.</summary>
    [Fact]
    public void OwnerOf_TheNameOfThePublished_IsNobody()
    {
        Assert.Null(PersonalFacts.OwnerOf(new("default", "msteams", "c"), new Participant("\u0001published")));
        Assert.NotNull(PersonalFacts.OwnerOf(new("default", "msteams", "c"), new Participant("published")));
    }

    private static Task<List<byte[]>> SegmentsAsync(StoreUnderTest store) => Privacy.StoredTalk.RowsAsync(store, "SELECT payload FROM memory_segments WHERE subject = '\u0001published' ORDER BY segment");

    private static bool IsReadable(StoreUnderTest store, byte[] row)
    {
        try
        {
            return store.Get<ContentCodec>().RevealWritten(new("default", "\u0001published"), row).Length > 0;
        }
        catch (ContentErasedException)
        {
            return false;
        }
    }

    private static PublishedMemory Published(StoreUnderTest store) => store.Get<PublishedMemory>();

    private static async Task<StoreUnderTest> ToldAsync()
    {
        var store = await StoreUnderTest.StartAsync([], Token);
        var (conversation, now) = (StoreData.NewConversation().ToString(), StoreData.Now.AddMinutes(-10));
        await store.Get<IPersonalFacts>().LearnAsync(s_ann, [new("t2", "I live in Bergen.", now, Conversation: conversation)], Token);
        await store.Get<ILongTermMemory>().RememberAsync(s_ann, [new("t1", now, "user", conversation, "The gate code is 4711."), new("t2", now, "user", conversation, "I live in Bergen.")], withVectors: false, Token);
        return store;
    }
}
