using Assistant.Agent;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Tests.Agent;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Storage;

/// <summary>"That's wrong, it's ..." behind an answer that told several facts.</summary>
public sealed class CorrectionAnswersTests
{
    private static readonly ContentOwner s_person = new("default", "u1");
    private static readonly string[] s_english = ["My name is Anna.", "I live in Bergen.", "My phone number is 555 0199.", "My birthday is 7 June 1990."];
    private static readonly string[] s_chinese = ["我叫李明。", "我住在上海。", "我的手机号是13800138000。"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("What do you remember about me?", "That's wrong, it's Oslo.", "I am not sure what to put right")]
    [InlineData("What do you remember about me?", "That's wrong, it's 12 Elm Street.", "I am not sure what to put right")]
    [InlineData("你记得我什么？", "不对，应该是苏州。", "我不清楚要更正哪一点")]
    public async Task Correct_BehindSeveralFactsThatItMayBeOf_ChangesNothingAndAsksToSayItInFull(string question, string correction, string answer)
    {
        await using var store = await ToldAsync(correction);
        var before = await KnownAsync(store);

        var corrected = await CorrectAsync(store, question, correction);

        Assert.StartsWith(answer, corrected!.Text, StringComparison.Ordinal);
        Assert.True(corrected.IsUnclear);
        Assert.Equal(before, await KnownAsync(store));
    }

    [Theory]
    [InlineData("What do you remember about me?", "That's wrong, it's 555 0188.", FactAttributes.Phone, "555 0188")]
    [InlineData("What do you remember about me?", "That's wrong, it's 8 June.", FactAttributes.Birthday, "1990-06-08")]
    [InlineData("Where do I live?", "That's wrong, it's Oslo.", FactAttributes.Home, "Oslo")]
    [InlineData("你记得我什么？", "不对，应该是13900139000。", FactAttributes.Phone, "13900139000")]
    [InlineData("我住在哪里？", "不对，应该是苏州。", FactAttributes.Home, "苏州")]
    public async Task Correct_BehindAFactThatAloneItCanBeOf_PutsThatOneRight(string question, string correction, string attribute, string value)
    {
        await using var store = await ToldAsync(correction);
        var before = await KnownAsync(store);

        var corrected = await CorrectAsync(store, question, correction);

        Assert.Contains(value, corrected!.Text, StringComparison.Ordinal);
        Assert.False(corrected.IsUnclear);
        Assert.Equal([$"{attribute}={value}"], (await KnownAsync(store)).Except(before));
        Assert.Equal(before.Length, (await KnownAsync(store)).Length);
    }

    [Fact]
    public async Task Correct_ANameByADay_ChangesNothing()
    {
        await using var store = await ToldAsync("en");

        Assert.True((await CorrectAsync(store, "What is my name?", "That's wrong, it's 8 June."))!.IsUnclear);

        Assert.Contains("name=Anna", await KnownAsync(store));
    }

    private static async Task<StoreUnderTest> ToldAsync(string language)
    {
        var store = await StoreUnderTest.StartAsync([], Token);
        await store.Get<PersonalFacts>().LearnAsync(s_person, [.. (language[0] < '\u3400' ? s_english : s_chinese).Select((words, i) => new Utterance($"e{i}", words, StoreData.Now.AddDays(i - 10)))], Token);
        return store;
    }

    private static async Task<string[]> KnownAsync(StoreUnderTest store) => [.. (await store.Get<PersonalFacts>().OpenAsync(s_person, Token)).Facts.Select(fact => $"{fact.Attribute}={fact.Value}")];

    private static async Task<Answer?> CorrectAsync(StoreUnderTest store, string question, string correction)
    {
        var answers = new MemoryAnswers(new MemoryDialogue(), store.Get<PersonalFacts>(), store.Get<PersonalMemory>(), store.Get<IConversationMemory>(), store.Directory, null!, null!, Options.Create(new LongTermMemoryOptions()));
        var told = (await answers.AnswerAsync(AgentUnderTest.Request(question) with { Now = StoreData.Now }, Token))!;
        var turn = new RememberedTurn("m1", question, told.Text, told.Language, StoreData.Now, told.CitedEvidence, told.Found) { PersonId = s_person.SubjectId };
        return await answers.AnswerAsync(AgentUnderTest.Request(correction) with { Now = StoreData.Now, TurnId = "t2", Memory = new(1, "", [turn], []) }, Token);
    }
}
