using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.Facts.Rules;

namespace Assistant.Tests.Memory.Facts;

public sealed class MemoryDialogueTests
{
    private readonly MemoryDialogue _dialogue = new();

    [Theory]
    [InlineData("What do you remember about me?", MemoryRequestKind.Overview, "")]
    [InlineData("What do you know about me", MemoryRequestKind.Overview, "")]
    [InlineData("Give me my data", MemoryRequestKind.TakeAlong, "")]
    [InlineData("Could you please send me a copy of all my data?", MemoryRequestKind.TakeAlong, "")]
    [InlineData("Export what you remember of me", MemoryRequestKind.TakeAlong, "")]
    [InlineData("导出我的数据", MemoryRequestKind.TakeAlong, "")]
    [InlineData("请把我的全部数据发给我", MemoryRequestKind.TakeAlong, "")]
    [InlineData("你记得我什么？", MemoryRequestKind.Overview, "")]
    [InlineData("关于我你都知道什么？", MemoryRequestKind.Overview, "")]
    [InlineData("关于我你记得什么？", MemoryRequestKind.Overview, "")]
    [InlineData("Why do you think I live in Bergen?", MemoryRequestKind.Why, FactAttributes.Home)]
    [InlineData("How do you know that I work at Bosch?", MemoryRequestKind.Why, FactAttributes.Employer)]
    [InlineData("你为什么认为我住在上海？", MemoryRequestKind.Why, FactAttributes.Home)]
    [InlineData("Forget my address", MemoryRequestKind.Forget, FactAttributes.Address)]
    [InlineData("Please forget my phone number.", MemoryRequestKind.Forget, FactAttributes.Phone)]
    [InlineData("忘掉我的地址", MemoryRequestKind.Forget, FactAttributes.Address)]
    [InlineData("forget that I live in Bergen", MemoryRequestKind.Forget, FactAttributes.Home)]
    [InlineData("Forget my sister's phone number", MemoryRequestKind.Forget, FactAttributes.Phone)]
    [InlineData("Forget my sister", MemoryRequestKind.Forget, "")]
    [InlineData("忘掉我的姐姐", MemoryRequestKind.Forget, "")]
    [InlineData("That's wrong, it's 221b Baker Street, London NW1 6XE.", MemoryRequestKind.Correct, "")]
    [InlineData("Forget everything.", MemoryRequestKind.ForgetEverything, "")]
    [InlineData("Delete everything you know about me", MemoryRequestKind.ForgetEverything, "")]
    [InlineData("忘掉关于我的一切", MemoryRequestKind.ForgetEverything, "")]
    [InlineData("忘掉一切", MemoryRequestKind.ForgetEverything, "")]
    [InlineData("Erase all my data.", MemoryRequestKind.EraseData, "")]
    [InlineData("Please delete all the data you have on me", MemoryRequestKind.EraseData, "")]
    [InlineData("Delete everything you have about me, including our conversations", MemoryRequestKind.EraseData, "")]
    [InlineData("删除我的所有数据", MemoryRequestKind.EraseData, "")]
    [InlineData("清除关于我的全部数据和聊天记录", MemoryRequestKind.EraseData, "")]
    [InlineData("Don't remember this conversation", MemoryRequestKind.DoNotRemember, "")]
    [InlineData("不要记住这次对话", MemoryRequestKind.DoNotRemember, "")]
    [InlineData("Pause memory", MemoryRequestKind.Pause, "")]
    [InlineData("Please pause your memory.", MemoryRequestKind.Pause, "")]
    [InlineData("Don't remember anything from now on.", MemoryRequestKind.Pause, "")]
    [InlineData("Stop remembering me", MemoryRequestKind.Pause, "")]
    [InlineData("暂停记忆", MemoryRequestKind.Pause, "")]
    [InlineData("从现在起不要记住任何内容。", MemoryRequestKind.Pause, "")]
    [InlineData("Resume memory", MemoryRequestKind.Resume, "")]
    [InlineData("You may remember again.", MemoryRequestKind.Resume, "")]
    [InlineData("恢复记忆", MemoryRequestKind.Resume, "")]
    [InlineData("请恢复记忆功能", MemoryRequestKind.Resume, "")]
    [InlineData("That's wrong, it's Lund.", MemoryRequestKind.Correct, "")]
    [InlineData("不对，应该是无锡。", MemoryRequestKind.Correct, "")]
    [InlineData("Where do I live?", MemoryRequestKind.Question, FactAttributes.Home)]
    [InlineData("我住在哪里？", MemoryRequestKind.Question, FactAttributes.Home)]
    [InlineData("What's my phone number?", MemoryRequestKind.Question, FactAttributes.Phone)]
    [InlineData("Who do I work for?", MemoryRequestKind.Question, FactAttributes.Employer)]
    [InlineData("What am I allergic to?", MemoryRequestKind.Question, FactAttributes.Allergy)]
    [InlineData("我叫什么名字？", MemoryRequestKind.Question, FactAttributes.Name)]
    public void Recognise_RequestsToTheMemory_GivesTheKindAndTheAttribute(string message, MemoryRequestKind kind, string attribute)
    {
        var request = _dialogue.Recognise(message, TestTimes.Noon);

        Assert.NotNull(request);
        Assert.Equal((kind, attribute), (request.Kind, request.Attribute));
    }

    [Theory]
    [InlineData("What does the invoice say about me?")]
    [InlineData("Forget the last line of the mail and translate the rest")]
    [InlineData("Where is the station?")]
    [InlineData("I live in Oslo.")]
    [InlineData("Why do you think the total is wrong?")]
    [InlineData("What is the total?")]
    [InlineData("发票总额是多少？")]
    [InlineData("Don't forget the attachment")]
    [InlineData("Delete all data in column B")]
    [InlineData("How do I erase all my data from an old phone?")]
    [InlineData("如何删除手机上的所有数据")]
    [InlineData("Pause the video")]
    [InlineData("Don't remember me that way")]
    [InlineData("Does the laptop resume from memory?")]
    [InlineData("暂停会议")]
    [InlineData("如何恢复内存")]
    [InlineData("请总结这份文件")]
    [InlineData("Send me my data sheet")]
    [InlineData("Export the data")]
    [InlineData("把数据导出成表格")]
    public void Recognise_OtherMessages_GivesNothing(string message) => Assert.Null(_dialogue.Recognise(message, TestTimes.Noon));

    [Theory]
    [InlineData("Remove Rex from your memory", true)]
    [InlineData("how come you know about Rex?", true)]
    [InlineData("Remove Milo from your memory", false)]
    [InlineData("how come you know about the merger?", null)]
    [InlineData("Why do you think I should take the train?", null)]
    public void Answer_ByWhatIsNamedOnly_IsOfTheFactOrOfNothing(string message, bool? isFound)
    {
        var answer = Answer(message, Ledger((-18, "I have a dog called Rex.")));

        Assert.Equal(isFound, answer is null ? null : !answer.Text.Contains("nothing of that kind", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("What's my order number again?", "order 88231")]
    [InlineData("what shoe size am i", null)]
    public void Answer_QuestionAboutOneself_FindsTheAttribute(string message, string? part)
    {
        var text = Answer(message, Ledger((-18, "I ordered a coffee grinder, the order number is 88231.")))?.Text;

        Assert.Equal(part is not null, text is not null);
        Assert.Contains(part ?? "", text ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_WhereNowAndInMay_FollowsThePeriods()
    {
        var ledger = Ledger((-100, "I live in Oslo."), (-18, "I moved to Bergen today."));

        Assert.Equal("Where you live: Bergen, since 7 June 2026. Before, until 7 June 2026: Oslo.", Ask("Where do I live?", ledger));
        Assert.Equal("As of 31 May 2026, where you live: Oslo.", Ask("Where did I live in May?", ledger));
        Assert.Equal("As of 31 May 2026, where you live: Oslo.", Ask("Where was I living in May", ledger));
        Assert.Equal("2026年5月31日时，住处：Oslo。", Ask("五月我住在哪里？", ledger));
    }

    [Theory]
    [InlineData("Where did I live in May?", "As of 31 May 2026, where you live: Bergen.")]
    [InlineData("Where did you think I lived in May?", "By what I knew on 31 May 2026, where you live: Oslo.")]
    [InlineData("Where did I live in May, by what you knew then?", "By what I knew on 31 May 2026, where you live: Oslo.")]
    [InlineData("Where did I live in May as far as you knew at the time?", "By what I knew on 31 May 2026, where you live: Oslo.")]
    [InlineData("What had I told you by May about where I live?", "By what I knew on 31 May 2026, where you live: Oslo.")]
    [InlineData("What did you know in May of where I lived?", "By what I knew on 31 May 2026, where you live: Oslo.")]
    [InlineData("Where did you think I lived in January?", "I did not know that then.")]
    [InlineData("五月你以为我住在哪里？", "按我在2026年5月31日所知，住处：Oslo。")]
    public void Answer_WhatWasKnownThen_IsAnotherThanWhatWasSo(string question, string answer)
    {
        var ledger = Ledger((-100, "I live in Oslo."), (-18, "I have lived in Bergen since 1 May 2026."));

        Assert.Equal(answer, Ask(question, ledger));
    }

    [Fact]
    public void Answer_Why_QuotesTheWordsWithTheirDay()
    {
        var ledger = Ledger((-18, "By the way, I moved to Bergen today. Nice here."));

        Assert.Equal("You said so on 7 June 2026 (conversation c1): \"By the way, I moved to Bergen today.\"", Ask("Why do you think I live in Bergen?", ledger));
    }

    [Fact]
    public void Answer_OfASister_IsHers()
    {
        var ledger = Ledger((-18, "My sister lives in Rome."));

        Assert.Equal("Sister: where they live: Rome.", Ask("Where does my sister live?", ledger));
        Assert.Null(Answer("Where do I live?", ledger));
    }

    [Fact]
    public void Answer_Overview_ListsWhatHoldsAndCitesIt()
    {
        var ledger = Ledger((-18, "I work at Bosch."), (-17, "I'm allergic to nuts."));

        var answer = Answer("What do you remember about me?", ledger)!;

        Assert.Equal(2, answer.Facts.Count);
        Assert.Contains("- your allergies: nuts", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Correction_SaysWhatIsRightNow()
    {
        var ledger = Ledger((-1, "I live in Malmo."), (0, "That's wrong, it's Lund."));

        Assert.Equal("Thank you, I have put it right: where you live: Lund.", Ask("That's wrong, it's Lund.", ledger));
    }

    [Theory]
    [InlineData("Forget that I like jazz", "chess", "Rome")]
    [InlineData("Forget my sister", "jazz", "chess")]
    [InlineData("Forget what I like", "Rome")]
    public void IsNamed_AfterForgetting_LeavesTheRest(string message, params string[] left)
    {
        var ledger = Ledger((-18, "My sister lives in Rome."), (-17, "I like jazz."), (-16, "I like chess."));
        var request = _dialogue.Recognise(message, TestTimes.Noon)!;

        Assert.Equal(left.Order(), ledger.Facts.Where(fact => !_dialogue.IsNamed(fact, request)).Select(fact => fact.Value).Order());
    }

    /// <summary>No day lies there: such words are no time, and nothing breaks.</summary>
    [Theory]
    [InlineData("Where did I live at the end of December 9999?")]
    [InlineData("Where did I live in May 0000?")]
    [InlineData("Where did I live on 31 December 9999?")]
    [InlineData("我9999年12月住在哪里？")]
    public void Recognise_YearsBeyondTheCalendar_BreakNothing(string message) => _ = _dialogue.Recognise(message, TestTimes.Noon);

    [Fact]
    public void Answer_EmptyMemory_SaysSo()
    {
        Assert.Equal("我没有记住关于您的任何事情。", Ask("你记得我什么？", new()));
        Assert.Equal("I remember nothing of that kind about you.", Ask("Forget my address", new()));
    }

    private string Ask(string message, FactLedger ledger) => Answer(message, ledger)!.Text;

    private MemoryAnswer? Answer(string message, FactLedger ledger) =>
        _dialogue.Answer(_dialogue.Recognise(message, TestTimes.Noon)!, ledger, TestTimes.Noon);

    private static FactLedger Ledger(params (int Day, string Words)[] said)
    {
        var ledger = new FactLedger();
        foreach (var (day, words) in said)
        {
            var utterance = new Utterance($"e{day}", words, TestTimes.Noon.AddDays(day), Conversation: "c1");
            ledger.Add(utterance, new RuleFactExtractor().Read(utterance));
        }
        return ledger;
    }
}
