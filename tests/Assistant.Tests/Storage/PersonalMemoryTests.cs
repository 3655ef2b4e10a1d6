using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

/// <summary>What a person does about their memory.</summary>
public sealed class PersonalMemoryTests
{
    private static readonly ContentOwner s_ann = new("default", "ann");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgetFact_ItsWordsAndTheirAnswer_AreNotFoundAnyMore()
    {
        await using var store = await ToldAsync();

        Assert.True(await Memory(store).ForgetFactAsync(s_ann, await IdOfAsync(store, "Bergen"), Token));

        Assert.Equal(["dog Rex"], await ValuesAsync(store));
        Assert.Equal(["My dog is called Rex."], await TextsAsync(store));
        Assert.False(await Memory(store).ForgetFactAsync(s_ann, "f-unknown", Token));
    }

    /// <summary>It was named without becoming a fact, and the conversation's own memory has it.</summary>
    [Fact]
    public async Task ForgetFact_OfAnAddress_TakesWhateverNamesIt()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var (conversation, now) = (StoreData.NewConversation(), StoreData.Now.AddMinutes(-10));
        var (turn, name) = (TurnIds.For(conversation, "m1"), conversation.ToString());
        await store.Get<PersonalFacts>().AddAsync(s_ann, new(turn, "I live at 12 Elm Street.", now, Conversation: name), [new(FactAttributes.User, FactAttributes.Home, "12 Elm Street", StatementKind.Holds, null, null, "12 Elm Street")], Token);
        await store.Get<ILongTermMemory>().RememberAsync(s_ann,
        [
            new(turn, now, "user", name, "I live at 12 Elm Street."), new("t2", now.AddMinutes(1), "user", name, "Please send it to 12  elm street."),
            new("t2/answer", now.AddMinutes(1), "assistant", name, "It is on its way.", UtteranceSource.Assistant), new("t3", now.AddMinutes(2), "user", name, "There are 112 Elm Streets."),
        ], withVectors: false, Token);
        await store.Memory.SaveAsync(conversation, new(1, "They live at 12 Elm Street.", [Turn("m1", "I live at 12 Elm Street.", "Noted."), Turn("m2", "Send it.", "To 12 Elm Street?"), Turn("m3", "There are 112 Elm Streets.", "So there are.")], []) { SummaryOf = ["ann"] }, Token);

        Assert.True(await Memory(store).ForgetFactAsync(s_ann, await IdOfAsync(store, "12 Elm Street"), Token));

        Assert.Equal(["There are 112 Elm Streets."], await TextsAsync(store));
        var held = (await store.Memory.LoadAsync(conversation, Token))!;
        Assert.Equal((2, ""), (held.Version, held.Summary));
        Assert.Equal(["m1", "m2", "m3"], held.Turns.Select(each => each.ActivityId));
        Assert.Equal([ForgottenWords.InTheirPlace, ForgottenWords.InTheirPlace, "There are 112 Elm Streets."], held.Turns.Select(each => each.Question));
        Assert.Equal(["", "", "So there are."], held.Turns.Select(each => each.Answer));
    }

    [Fact]
    public async Task ForgetFact_OfACommonWord_LeavesWhatElseNamesIt()
    {
        await using var store = await ToldAsync();
        var (conversation, now) = (StoreData.NewConversation(), StoreData.Now);
        await store.Get<ILongTermMemory>().RememberAsync(s_ann, [new("t9", now, "user", conversation.ToString(), "It rains a lot in Bergen.")], withVectors: false, Token);
        await store.Memory.SaveAsync(conversation, new(1, "", [Turn("m9", "It rains a lot in Bergen.", "It does.")], []), Token);

        await Memory(store).ForgetFactAsync(s_ann, await IdOfAsync(store, "Bergen"), Token);

        Assert.Contains("It rains a lot in Bergen.", await TextsAsync(store));
        Assert.Equal(1, (await store.Memory.LoadAsync(conversation, Token))!.Version);
    }

    [Theory]
    [InlineData("12 Elm Street", true)]
    [InlineData("Ada Lovelace", true)]
    [InlineData("ada@example.org", true)]
    [InlineData("A-4711", true)]
    [InlineData("上海市南京西路一二三号", true)]
    [InlineData("Bergen", false)]
    [InlineData("software engineer", false)]
    [InlineData("上海", false)]
    [InlineData("42", false)]
    public void IsDistinctive_ByItsWords(string value, bool expected) => Assert.Equal(expected, ValueInText.IsDistinctive(value));

    /// <summary>The budget of statements is not applied to what has to be kept.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Learn_MoreThanTheBudgetUnderALegalHold_LetsNothingGo(bool held)
    {
        await using var store = await StoreUnderTest.StartAsync(new() { [$"{FactBudgetOptions.SectionName}:{nameof(FactBudgetOptions.MaxStatementsOfAnAttribute)}"] = "2" }, Token);
        if (held)
            await store.Get<ILegalHolds>().SetAsync(s_ann, "officer", Token);
        foreach (var (i, town) in new[] { "Oslo", "Bergen", "Rome" }.Index())
            await store.Get<PersonalFacts>().LearnAsync(s_ann, new Utterance($"t{i}", $"I live in {town}.", StoreData.Now.AddDays(i - 10)), Token);
        Assert.Equal(held ? 3 : 2, (await FactsAsync(store)).Count);
    }

    [Fact]
    public async Task ForgetEpisode_TheFactsLearntFromIt_GoToo()
    {
        await using var store = await ToldAsync();

        Assert.True(await Memory(store).ForgetEpisodeAsync(s_ann, "t1", Token));

        Assert.Equal(["dog Rex"], await ValuesAsync(store));
        Assert.Equal(["Noted: Bergen.", "My dog is called Rex."], await TextsAsync(store));
        Assert.False(await Memory(store).ForgetEpisodeAsync(s_ann, "t1", Token));
    }

    [Fact]
    public async Task ForgetEverything_LeavesNothingButThePause()
    {
        await using var store = await ToldAsync();
        await Memory(store).PauseAsync(s_ann, Token);

        await Memory(store).ForgetEverythingAsync(s_ann, Token);

        Assert.Empty(await ValuesAsync(store));
        Assert.Empty(await TextsAsync(store));
        Assert.True(await Memory(store).IsPausedAsync(s_ann, Token));
    }

    [Fact]
    public async Task LegalHold_ForgetsNothing_AndCorrectsStill()
    {
        await using var store = await ToldAsync();
        await store.Get<ILegalHolds>().SetAsync(s_ann, "officer", Token);
        var bergen = await IdOfAsync(store, "Bergen");

        await Assert.ThrowsAsync<LegalHoldException>(() => Memory(store).ForgetFactAsync(s_ann, bergen, Token));
        await Assert.ThrowsAsync<LegalHoldException>(() => Memory(store).ForgetEpisodeAsync(s_ann, "t2", Token));
        await Assert.ThrowsAsync<LegalHoldException>(() => Memory(store).ForgetEverythingAsync(s_ann, Token));
        Assert.Equal(["Bergen", "dog Rex"], await ValuesAsync(store));
        Assert.Equal(3, (await TextsAsync(store)).Length);

        Assert.True(await Memory(store).CorrectAsync(s_ann, bergen, "Oslo", Token));
        Assert.Equal(["Oslo", "dog Rex"], await ValuesAsync(store));
    }

    [Theory]
    [InlineData("ann", true)]
    [InlineData("berta", false)]
    public async Task Why_AnImportThatNamesAConversation_TellsOnlyThePersonsOwnTitle(string owner, bool isTold)
    {
        await using var store = await ToldAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", "Secret merger plans") with { From = new(owner) }, 50, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_ann, new Utterance("t9", "My cat is called Miso.", StoreData.Now) { Conversation = conversation.ToString() }, Token);
        var request = Agent.AgentUnderTest.Request("Why do you think my cat is called Miso?") with { Conversation = StoreData.NewConversation(), From = new("ann"), Now = StoreData.Now };

        // Nothing is erased, and no model is asked.
        var answers = new Assistant.Agent.MemoryAnswers(store.Get<Assistant.Memory.Facts.Dialogue.IMemoryDialogue>(), store.Get<PersonalFacts>(), store.Get<PersonalMemory>(), store.Get<IConversationMemory>(), store.Directory, null!, null!,
            store.Get<Microsoft.Extensions.Options.IOptions<LongTermMemoryOptions>>());
        var answer = await answers.AnswerAsync(request, Token);

        Assert.Contains("Miso", answer!.Text, StringComparison.Ordinal);
        Assert.Equal(isTold, answer.Text.Contains("Secret merger plans", StringComparison.Ordinal));
        Assert.Equal(isTold, answer.Citations.Any(citation => citation.Source == "Secret merger plans"));
    }

    [Fact]
    public async Task Correct_WasNeverSo_AndSaysWhereItComesFrom()
    {
        await using var store = await ToldAsync();
        store.Time.Advance(TimeSpan.FromDays(1));

        Assert.True(await Memory(store).CorrectAsync(s_ann, await IdOfAsync(store, "Bergen"), "Oslo", Token));

        Assert.Equal(["Oslo", "dog Rex"], await ValuesAsync(store));
        var oslo = (await FactsAsync(store)).Single(fact => fact.Value == "Oslo");
        Assert.True(oslo.Source.IsCorrection);
        Assert.Contains(oslo.Origins, origin => origin.Quote == "I live in Bergen.");
        Assert.False(await Memory(store).CorrectAsync(s_ann, "f-unknown", "Oslo", Token));
    }

    [Fact]
    public async Task Newest_PagesAndSearches_NewestFirst()
    {
        await using var store = await ToldAsync();
        var episodes = store.Get<ILongTermMemory>();

        Assert.Equal(["My dog is called Rex.", "Noted: Bergen."], (await episodes.NewestAsync(s_ann, null, 0, 2, Token)).Select(each => each.Text));
        Assert.Equal(["I live in Bergen."], (await episodes.NewestAsync(s_ann, "", 2, 2, Token)).Select(each => each.Text));
        Assert.Equal(["Noted: Bergen.", "I live in Bergen."], (await episodes.NewestAsync(s_ann, " bERGEN ", 0, 9, Token)).Select(each => each.Text));
        Assert.Equal(["I live in Bergen."], (await episodes.NewestAsync(s_ann, "bergen live", 0, 9, Token)).Select(each => each.Text));
        Assert.Empty(await episodes.NewestAsync(s_ann with { SubjectId = "bo" }, null, 0, 9, Token));
    }

    [Fact]
    public async Task Export_HasFactsAndEpisodes()
    {
        await using var store = await ToldAsync();
        var all = await Memory(store).ExportAsync(s_ann, Token);
        Assert.Equal(["Bergen", "dog Rex"], all.Facts.Select(fact => fact.Value));
        Assert.Equal(3, all.Items.Count);
    }

    private static RememberedTurn Turn(string id, string question, string answer) => new(id, question, answer, "en", StoreData.Now, [], true) { PersonId = "ann" };

    private static IPersonalMemory Memory(StoreUnderTest store) => store.Get<IPersonalMemory>();

    private static async Task<IReadOnlyList<Fact>> FactsAsync(StoreUnderTest store) => (await store.Get<IPersonalFacts>().OpenAsync(s_ann, Token)).Facts;

    private static async Task<string[]> ValuesAsync(StoreUnderTest store) => [.. (await FactsAsync(store)).Select(fact => fact.Value)];

    private static async Task<string> IdOfAsync(StoreUnderTest store, string value) => (await FactsAsync(store)).Single(fact => fact.Value == value).Id;

    private static async Task<string[]> TextsAsync(StoreUnderTest store) => [.. (await store.Get<ILongTermMemory>().ListAsync(s_ann, Token)).Select(episode => episode.Text)];

    private static async Task<StoreUnderTest> ToldAsync()
    {
        var store = await StoreUnderTest.StartAsync([], Token);
        var conversation = StoreData.NewConversation().ToString();
        var now = StoreData.Now.AddMinutes(-10);
        await store.Get<IPersonalFacts>().LearnAsync(s_ann, [new("t1", "I live in Bergen.", now, Conversation: conversation), new("t2", "My dog is called Rex.", now.AddMinutes(2), Conversation: conversation)], Token);
        await store.Get<ILongTermMemory>().RememberAsync(s_ann,
        [
            new("t1", now, "user", conversation, "I live in Bergen."), new("t1/answer", now.AddMinutes(1), "assistant", conversation, "Noted: Bergen.", UtteranceSource.Assistant),
            new("t2", now.AddMinutes(2), "user", conversation, "My dog is called Rex."),
        ], withVectors: false, Token);
        return store;
    }
}
