using Assistant.Memory;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

/// <summary>What a person had forgotten as a whole is not read back from the working memory of any conversation.</summary>
public sealed class ForgottenWordsTests
{
    private static readonly ContentOwner s_ann = new("default", "ann");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>In their own conversation and in a group; what others said there stays.</summary>
    [Fact]
    public async Task ForgetEverything_TheirWordsAreInNoWorkingMemory()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var (own, group) = (StoreData.NewConversation(), StoreData.NewConversation());
        foreach (var conversation in new[] { own, group })
        {
            await store.Inbox.AcceptAsync(StoreData.Message(conversation, "b1", "Hello.") with { From = new("bob", "Bob") }, 50, Token);
            await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", "I live in Bergen.") with { From = new("ann", "Ann") }, 50, Token);
        }
        await store.Memory.SaveAsync(own, new(1, "她住在卑尔根。", [Turn("m1", "I live in Bergen.", "Noted.")], []), Token);
        await store.Memory.SaveAsync(group, new(1, "Bob comes on Friday.", [Turn("b1", "Hello.", "Hello, Bob.") with { PersonId = "bob" }, Turn("m1", "I live in Bergen.", "Noted.")], []) { SummaryOf = ["bob"] }, Token);

        await store.Get<IPersonalMemory>().ForgetEverythingAsync(s_ann, Token);

        var (left, shared) = ((await store.Memory.LoadAsync(own, Token))!, (await store.Memory.LoadAsync(group, Token))!);
        Assert.Equal((2, "", ForgottenWords.InTheirPlace, ""), (left.Version, left.Summary, left.Turns[0].Question, left.Turns[0].Answer));
        Assert.Equal("Bob comes on Friday.", shared.Summary);
        Assert.Equal(["Hello.", ForgottenWords.InTheirPlace], shared.Turns.Select(turn => turn.Question));
    }

    [Fact]
    public async Task Exclude_AConversation_ItsWorkingMemoryLosesTheirWordsToo()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var (excluded, other) = (StoreData.NewConversation(), StoreData.NewConversation());
        foreach (var conversation in new[] { excluded, other })
            await store.Memory.SaveAsync(conversation, new(1, "", [Turn("m1", "我住在上海。", "好的。")], []), Token);

        await store.Get<PersonalMemory>().ExcludeAsync(store.Get<IConversationMemory>(), s_ann, excluded, Token);

        Assert.Equal(ForgottenWords.InTheirPlace, (await store.Memory.LoadAsync(excluded, Token))!.Turns[0].Question);
        Assert.Equal("我住在上海。", (await store.Memory.LoadAsync(other, Token))!.Turns[0].Question);
    }

    private static RememberedTurn Turn(string id, string question, string answer) => new(id, question, answer, "en", StoreData.Now, [], true) { PersonId = "ann" };
}
