using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;
using CsCheck;

namespace Assistant.Tests.Memory.Facts;

public sealed class RuleFactExtractorTests
{
    [Fact]
    public void Quote_OfEveryStatement_StandsInTheUtteranceLetterForLetter()
    {
        foreach (var (_, words) in HistoryFile.All().SelectMany(history => history.Said))
            Assert.All(Read(words), statement => Assert.Contains(statement.Quote, words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("我养了一条狗，叫旺财。", "pet", "狗 旺财")]
    [InlineData("I've been living in Turin since 2019.", "home", "Turin")]
    [InlineData("I live in the Netherlands.", "home", "the Netherlands")]
    [InlineData("My cat Luna is sick.", "pet", "cat Luna")]
    [InlineData("My cell is (555) 010-2233", "phone", "(555) 010-2233")]
    [InlineData("living in Utrecht rn", "home", "Utrecht")]
    [InlineData("btw im allergic to nuts, thx", "allergy", "nuts")]
    [InlineData("Priya Nair here, quick question.", "name", "Priya Nair")]
    [InlineData("Can you change my email to jo@new.example?", "email", "jo@new.example")]
    [InlineData("I've got a new number, it's 07700 900123.", "phone", "07700 900123")]
    [InlineData("I live in Oslo, how long does it take?", "home", "Oslo")]
    public void Read_OneFact_GivesIt(string words, string attribute, string value)
    {
        var statement = Assert.Single(Read(words));

        Assert.Equal((attribute, value), (statement.Attribute, statement.Value));
    }

    [Theory]
    [InlineData("I work with Excel every day.")]
    [InlineData("I left the keys at home.")]
    [InlineData("I'm on the phone with a friend.")]
    [InlineData("I'm with Vodafone.")]
    [InlineData("I have a meeting at Siemens tomorrow.")]
    [InlineData("I moved to accounting.")]
    [InlineData("I went back to eating meat.")]
    [InlineData("I wish I lived in Oslo and had a dog.")]
    [InlineData("I live in Oslo, maybe.")]
    [InlineData("I need size L for my son.")]
    [InlineData("The email was sent to wrong@old.example by mistake.")]
    [InlineData("我叫了外卖。")]
    [InlineData("我叫他明天来。")]
    [InlineData("我住在五楼。")]
    [InlineData("我是新用户。")]
    public void Read_NothingOfThePerson_GivesNothing(string words) => Assert.Empty(Read(words));

    [Theory]
    [InlineData("我太太叫美玲，她是護士。", "wife", "美玲")]
    [InlineData("我的電話是0912345678", "phone", "0912345678")]
    [InlineData("我在台積電上班", "employer", "台積電")]
    public void Read_TraditionalCharacters_AreUnderstoodAndKept(string words, string attribute, string value) =>
        Assert.Contains(Read(words), statement => (statement.Attribute, statement.Value) == (attribute, value));

    [Theory]
    [InlineData("我上班呢。")]
    [InlineData("我的快递单号是SF1234567890。")]
    [InlineData("我下个月要搬去青岛。")]
    [InlineData("我同事说她对猫过敏。")]
    [InlineData("有个客户，住在上海，对花生过敏。")]
    [InlineData("我买了行车记录仪。")]
    [InlineData("帮我转到人工服务。")]
    public void Read_ChineseOfOthersOrOfNothing_GivesNothing(string words) => Assert.Empty(Read(words));

    [Theory]
    [InlineData("since 7 June", "2026-06-07")]
    [InlineData("since last Monday", "2026-06-22")]
    [InlineData("since last June", "2025-06-01")]
    [InlineData("since 2019", "2019-01-01")]
    [InlineData("since March", "2026-03-01")]
    [InlineData("since the beginning of May", "2026-05-01")]
    [InlineData("since two weeks ago", "2026-06-11")]
    [InlineData("since 2026-05-17", "2026-05-17")]
    [InlineData("since 17.05.2026", "2026-05-17")]
    [InlineData("since December", "2025-12-01")]
    [InlineData("for three years", "2023-06-25")]
    public void Read_Since_ResolvesAgainstTheDayOfSaying(string since, string day)
    {
        var statement = Assert.Single(Read($"I have lived in Turin {since}."));

        Assert.Equal(day, statement.From?.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("从三月起", "2026-03-01")]
    [InlineData("从去年十月起", "2025-10-01")]
    [InlineData("从上个月起", "2026-05-01")]
    [InlineData("从昨天起", "2026-06-24")]
    [InlineData("从2019年起", "2019-01-01")]
    [InlineData("从5月17日起", "2026-05-17")]
    [InlineData("从上周五开始", "2026-06-19")]
    public void Read_ChineseSince_ResolvesAgainstTheDayOfSaying(string since, string day)
    {
        var statement = Assert.Single(Read($"{since}我住在深圳。"));

        Assert.Equal(("深圳", day), (statement.Value, statement.From?.ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public void Read_AnyText_NeverFails() =>
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u4e00', '\u4fff'], Gen.Const('我'), Gen.Const('月'), Gen.Const('"'), Gen.Const('\n')), 0, 120]
            .Sample(text => Assert.All(Read("I live in " + text), statement => Assert.NotEmpty(statement.Quote)), iter: 300);

    private static IReadOnlyList<Statement> Read(string words) => new RuleFactExtractor().Read(new("e", words, TestTimes.Noon));
}
