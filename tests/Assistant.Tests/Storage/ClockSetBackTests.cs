using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage;

/// <summary>A clock that is put right does not turn what was said around.</summary>
public sealed class ClockSetBackTests
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsSaidNow_ComesBehindWhatIsKnown_AlsoWhenTheClockWasAhead()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        store.Time.Advance(TimeSpan.FromDays(2));
        await LearnAsync(store, "m1", "I live in Oslo.");
        store.Time.AdjustTime(store.Time.GetUtcNow().AddDays(-2).AddMinutes(1));

        await LearnAsync(store, "m2", "I moved to Bergen.");

        Assert.Equal("Bergen", await HomeAsync(store));
        store.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("Bergen", await HomeAsync(store));
        await LearnAsync(store, "m3", "I moved to Tromsø.");
        Assert.Equal("Tromsø", await HomeAsync(store));
    }

    [Fact]
    public async Task WhatWasSaidEarlierAndIsLearntLater_KeepsItsTime()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await LearnAsync(store, "m1", "I live in Bergen.");
        await LearnAsync(store, "m2", "I live in Oslo.", StoreData.Now.AddMinutes(-5));
        await store.Get<PersonalFacts>().LearnAsync(s_anna, [new("old", "I live in Molde.", StoreData.Now.AddYears(-1))], Token);

        Assert.Equal("Bergen", await HomeAsync(store));
    }

    [Fact]
    public async Task Resume_BeforeTheClockIsPutBack_RemembersWhatIsSaidThen_AndNothingOfThePause()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var memory = store.Get<IPersonalMemory>();
        await memory.PauseAsync(s_anna, Token);
        await TalkAsync(store, _conversation, "I live in Oslo.", id: "m1");
        await memory.ResumeAsync(s_anna, Token);
        store.Time.AdjustTime(store.Time.GetUtcNow().AddHours(-1));
        await TalkAsync(store, _conversation, "I live in Bergen.", id: "m2");
        await LearnAsync(store, "m2", "I live in Bergen.");

        Assert.False(await memory.IsPausedAsync(s_anna, Token));
        Assert.Equal("Bergen", await HomeAsync(store));
        var texts = (await store.Get<ILongTermMemory>().ListAsync(s_anna, Token)).Select(episode => episode.Text).ToList();
        Assert.Contains("I live in Bergen.", texts);
        Assert.DoesNotContain("I live in Oslo.", texts);
    }

    private async Task LearnAsync(StoreUnderTest store, string id, string text, DateTimeOffset? at = null)
    {
        if (await store.Directory.FindActivityAsync(_conversation, id, Token) is null)
            await store.Inbox.AcceptAsync(StoreData.Message(_conversation, id, text), 50, Token);
        Assert.True(await store.Get<PersonalFacts>().LearnAsync(s_anna, MemoryUtterance.Of("t-" + id, _conversation, id, text, at ?? store.Time.GetUtcNow()), Token));
    }

    private static async Task<string> HomeAsync(StoreUnderTest store)
    {
        var dialogue = new MemoryDialogue();
        var now = store.Time.GetUtcNow();
        return Assert.Single(dialogue.Answer(dialogue.Recognise("Where do I live?", now)!, await store.Get<PersonalFacts>().OpenAsync(s_anna, Token), now)!.Facts).Value;
    }
}
