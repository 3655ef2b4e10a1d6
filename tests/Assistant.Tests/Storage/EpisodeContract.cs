using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

/// <summary>How turns come into their person's memory, and what keeps them out. Run on SQLite here and on PostgreSQL in the integration tests.</summary>
public abstract partial class EpisodeContract
{
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    // A person of its own for each test: a database is shared.
    private readonly Participant _anna = new("dl_" + Guid.NewGuid().ToString("N"), "Anna");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ContentOwner Anna => new("default", _anna.Id);

    /// <param name="again">Another replica of the first, or the first after a crash.</param>
    private protected abstract Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null);

    [Fact]
    public async Task Write_Turns_AreEpisodesMarkedByTheirSourceAndInOrder()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.", withPicture: true);
        await TurnAsync(store, _conversation, "Which day was it?", "Friday");
        Assert.Equal(5, await store.Get<EpisodeWriter>().WriteAsync(Anna, _conversation, Token));
        var kept = await Memory(store).ListAsync(Anna, Token);
        Assert.Equal(["The plumber comes on Friday.", "合计 Total 1,240.00", "Noted.", "Which day was it?", "Friday"], kept.Select(episode => episode.Text));
        Assert.Equal([UtteranceSource.User, UtteranceSource.Picture, UtteranceSource.Assistant, UtteranceSource.User, UtteranceSource.Assistant], kept.Select(episode => episode.Source));
        Assert.All(kept, episode => Assert.Equal(_conversation.ToString(), episode.Conversation));
    }

    [Fact]
    public async Task Write_Again_AddsNothing()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        Assert.Equal(2, await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token));
        Assert.Equal(0, await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token));
        Assert.Equal(0, await store.Get<EpisodeWriter>().WriteAsync(Anna, _conversation, Token));
        Assert.Single(await store.Get<IMemorySegments>().LoadAsync(Anna, 0, Token));
    }

    [Fact]
    public async Task Write_RequestsToTheMemoryAndWhatWasNotFound_LeaveNothing()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "What do you remember about me?", "Nothing.");
        await TurnAsync(store, _conversation, "When is the fair?", "I did not find it.", found: false);
        await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        Assert.Equal(["When is the fair?"], (await Memory(store).ListAsync(Anna, Token)).Select(episode => episode.Text));
    }

    [Fact]
    public async Task Queue_ManyTurnsOfOneConversation_AreOneSegment()
    {
        await using var store = await StartAsync();
        var queue = store.Get<EpisodeQueue>();
        for (var i = 0; i < 20; i++)
        {
            await TurnAsync(store, _conversation, $"Parcel {i} has left.", "Good.");
            queue.Add(Anna, _conversation);
        }
        await queue.WriteAsync(Token);
        await queue.WriteAsync(Token);
        Assert.Single(await store.Get<IMemorySegments>().LoadAsync(Anna, 0, Token));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Parcel {i} has left."), (await Memory(store).ListAsync(Anna, Token)).Where(episode => episode.Source == UtteranceSource.User).Select(episode => episode.Text));
    }

    [Fact]
    public async Task Recall_OfWhatACrashLeftUnwritten_FindsItAndTheNextStartWritesItOnce()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        await TurnAsync(store, _conversation, "The painter comes on Monday.", "Noted.");
        await using var again = await StartAsync(store);
        Assert.Contains(await RecallAsync(again, "When does the painter come?"), item => item.Text == "The painter comes on Monday.");
        var left = await again.Get<IUnrememberedTurns>().LeftOverAsync(StoreData.Now.AddDays(-1), 1000, Token);
        Assert.Contains((Anna, _conversation), left);
        foreach (var (person, conversation) in left)
            again.Get<EpisodeQueue>().Add(person, conversation);
        await again.Get<EpisodeQueue>().WriteAsync(Token);
        Assert.DoesNotContain((Anna, _conversation), await again.Get<IUnrememberedTurns>().LeftOverAsync(StoreData.Now.AddDays(-1), 1000, Token));
        var items = await RecallAsync(again, "When does the painter come?");
        Assert.Single(items, item => item.Text == "The painter comes on Monday.");
        Assert.Equal(4, (await Memory(again).ListAsync(Anna, Token)).Count);
    }

    [Fact]
    public async Task Write_ByTwoReplicasAtOnce_KeepsEachTurnOnce()
    {
        await using var a = await StartAsync();
        await using var b = await StartAsync(a);
        var other = StoreData.NewConversation();
        for (var i = 0; i < 8; i++)
        {
            await TurnAsync(a, _conversation, $"Parcel {i} has left.", "Good.");
            await TurnAsync(b, other, $"Letter {i} has come.", "Good.");
            await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => (n % 2 == 0 ? a : b).Get<EpisodeWriter>().WriteAsync(Anna, null, Token))));
            if (i % 2 == 0)
                await Memory(b).ForgetAsync(Anna, (await Memory(b).ListAsync(Anna, Token)).Last(episode => episode.Source == UtteranceSource.Assistant).Id, Token);
        }
        var seenByA = (await Memory(a).ListAsync(Anna, Token)).Select(episode => episode.Id).Order().ToList();
        Assert.Equal(32 - 4, seenByA.Count);
        Assert.Equal(seenByA.Distinct(), seenByA);
        Assert.Equal(seenByA, (await Memory(b).ListAsync(Anna, Token)).Select(episode => episode.Id).Order());
    }

    [Fact]
    public async Task Forget_Everything_IsNotTakenFromTheLogAgain()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        await TurnAsync(store, _conversation, "The painter comes on Monday.", "Noted.");
        Assert.Equal(4, await Memory(store).ForgetAsync(Anna, null, Token));
        await using var again = await StartAsync(store);
        await again.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        Assert.Empty(await Memory(again).ListAsync(Anna, Token));
        Assert.Empty(await RecallAsync(again, "When does the painter come?"));
    }

    [Fact]
    public async Task Exclude_Conversation_ForgetsItAndKeepsItOutAlsoAfterARestart()
    {
        await using var store = await StartAsync();
        var other = StoreData.NewConversation();
        await TurnAsync(store, other, "The plumber comes on Friday.", "Noted.");
        await TurnAsync(store, _conversation, "I live in Bergen.", "Noted.");
        await store.Get<PersonalFacts>().LearnAsync(Anna, Utterance("I live in Bergen."), Token);
        Assert.NotEmpty(await RecallAsync(store, "Bergen"));
        await store.Get<IConversationMemory>().ExcludeAsync(Anna, _conversation, Token);
        Assert.Empty(await RecallAsync(store, "Bergen"));
        await using var again = await StartAsync(store);
        await TurnAsync(again, _conversation, "I live in Tromsø.", "Noted.");
        Assert.False(await again.Get<PersonalFacts>().LearnAsync(Anna, Utterance("I live in Tromsø."), Token));
        await again.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        Assert.Equal(["The plumber comes on Friday.", "Noted."], (await Memory(again).ListAsync(Anna, Token)).Select(episode => episode.Text));
        Assert.Empty((await again.Get<PersonalFacts>().OpenAsync(Anna, Token)).Facts);
        Assert.False((await again.Directory.FindAsync(_conversation, Token))!.IsRemembered);
        Assert.True((await again.Directory.FindAsync(other, Token))!.IsRemembered);
    }

    [Fact]
    public async Task Pause_WhatIsSaidInIt_IsNeverRememberedWhateverRestartsAndWhoeverWrites()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        await store.Get<IPersonalMemory>().PauseAsync(Anna, Token);
        await TurnAsync(store, _conversation, "The painter comes on Monday.", "Noted.", at: StoreData.Now.AddMinutes(10));
        Assert.False(await store.Get<PersonalFacts>().LearnAsync(Anna, Utterance("I live in Bergen.") with { SaidAt = StoreData.Now.AddMinutes(10) }, Token));
        Assert.Empty(await RecallAsync(store, "painter Monday"));
        await using var again = await StartAsync(store);
        Assert.True(await again.Get<IPersonalMemory>().IsPausedAsync(Anna, Token));
        // Nothing has been written since, as if the program had been killed at once.
        again.Time.Advance(TimeSpan.FromMinutes(20));
        await again.Get<IPersonalMemory>().ResumeAsync(Anna, Token);
        await TurnAsync(again, _conversation, "The carpenter comes on Tuesday.", "Noted.", at: StoreData.Now.AddMinutes(30));
        Assert.True(await again.Get<PersonalFacts>().LearnAsync(Anna, Utterance("I live in Lund.") with { SaidAt = StoreData.Now.AddMinutes(30) }, Token));
        Assert.False(await again.Get<IPersonalMemory>().IsPausedAsync(Anna, Token));
        Assert.Equal(["The plumber comes on Friday.", "Noted.", "The carpenter comes on Tuesday.", "Noted."], (await Memory(again).ListAsync(Anna, Token)).Select(episode => episode.Text));
        Assert.Equal(["Lund"], (await again.Get<PersonalFacts>().OpenAsync(Anna, Token)).Facts.Select(fact => fact.Value));
    }

    [Fact]
    public async Task Delete_Conversation_ForgetsWhatCameFromIt()
    {
        await using var store = await StartAsync();
        var other = StoreData.NewConversation();
        await TurnAsync(store, other, "The plumber comes on Friday.", "Noted.");
        await TurnAsync(store, _conversation, "The painter comes on Monday.", "Noted.");
        await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        Assert.True(await store.Directory.DeleteAsync(_conversation, _anna.Id, Token));
        Assert.Equal(["The plumber comes on Friday.", "Noted."], (await Memory(store).ListAsync(Anna, Token)).Select(episode => episode.Text));
    }

    [Fact]
    public async Task Expire_WhatWasRead_LeavesWhatWasSaid()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.", withPicture: true);
        await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);
        Assert.Equal(0, await store.Get<IConversationMemory>().ExpireAsync(Anna, _conversation, StoreData.Now, ExpiringEpisodes.Read, null, Token));
        Assert.Equal(1, await store.Get<IConversationMemory>().ExpireAsync(Anna, _conversation, StoreData.Now.AddDays(1), ExpiringEpisodes.Read, null, Token));
        Assert.Equal(["The plumber comes on Friday.", "Noted."], (await Memory(store).ListAsync(Anna, Token)).Select(episode => episode.Text));
    }

    [Fact]
    public async Task Erase_PersonWithTurnsNotWrittenYet_LeavesNothing()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        store.Get<EpisodeQueue>().Add(Anna, _conversation);
        var waiting = await store.Get<IUnrememberedTurns>().OfAsync(Anna, null, 10, Token);
        await store.Get<IPersonEraser>().EraseAsync(Anna, "test", Token);
        await store.Get<EpisodeQueue>().WriteAsync(Token);
        // A writer that read the log before the erasure and comes after it.
        Assert.Null(await store.Get<IMemorySegments>().AppendAsync(Anna, new(1, [1], [], [new(_conversation, 0, waiting[^1].Sequence, waiting.Count, 0)]), Token));
        Assert.Empty(await Memory(store).ListAsync(Anna, Token));
    }

    /// <summary>It was read from the log, and deleted before it was written.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("The plumber comes on Monday.")]
    public async Task Message_DeletedOrEditedWhileItIsTakenIn_IsNotRememberedAsItWas(string? text)
    {
        await using var store = await StartAsync();
        await TurnAsync(store, _conversation, "The plumber comes on Friday.", "Noted.");
        var waiting = await store.Get<IUnrememberedTurns>().OfAsync(Anna, null, 10, Token);
        TakenIn[] read = [new(_conversation, 0, waiting[^1].Sequence, waiting.Count, 0)];
        var said = (await store.Directory.ActivitiesAsync(_conversation, 0, 1, Token))[0];

        Assert.Equal(RevisionOutcome.Answered, await store.Inbox.ReviseAsync(new MessageRevision(_conversation, said.Id, new(Anna.SubjectId), text, StoreData.Now.AddSeconds(30)), Token));

        Assert.Null(await store.Get<IMemorySegments>().AppendAsync(Anna, new(1, [1], [], read), Token));
    }

    private Utterance Utterance(string text) => new("t-" + text, text, StoreData.Now, UtteranceSource.User, _conversation.ToString());

    private static ILongTermMemory Memory(StoreUnderTest store) => store.Get<ILongTermMemory>();

    private Task<IReadOnlyList<RecalledItem>> RecallAsync(StoreUnderTest store, string question) => Memory(store).RecallAsync(Anna, new(question, Vectors: false), Token);

    private async Task TurnAsync(StoreUnderTest store, ConversationKey conversation, string question, string answer, bool withPicture = false, bool found = true, DateTimeOffset? at = null)
    {
        var message = StoreData.Message(conversation, Guid.NewGuid().ToString("N"), question) with { From = _anna };
        var receipt = await store.Inbox.AcceptAsync(message, 50, Token);
        var opening = await store.Inbox.OpenAsync(conversation, Token);
        var turn = StoreData.Turn(message, receipt.Sequence, opening.Epoch, answer);
        turn = turn with { StartedAt = at ?? turn.StartedAt, Evidence = withPicture ? turn.Evidence : [], Answer = turn.Answer! with { Found = found, Citations = [] } };
        Assert.Equal(Audit.RecordOutcome.Recorded, (await store.Log.RecordAsync(turn, Token)).Outcome);
    }
}
