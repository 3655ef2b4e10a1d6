using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>What pages of kinds that nobody had thought of showed to be read wrongly (tests/ask).</summary>
public sealed class LayoutOfOwnPagesTests
{
    [Fact]
    public void Menu_WithHeadingsBetweenItsRows_IsOneList()
    {
        var menu = Made.Picture("menu.png", (40, 20, "The Gilded Newt"),
            (40, 80, "Flurbs"), (40, 120, "Zentik soup"), (600, 120, "6.50"), (40, 150, "Morpo toast"), (600, 150, "9.80"),
            (40, 200, "Quandles"), (40, 240, "Tarsil stew"), (600, 240, "22.00"), (40, 270, "Vintek pie"), (600, 270, "16.50"));

        Assert.Equal("Morpo toast", Assert.Single(EvidenceLayout.Read(menu).Passages, p => p.Text == "9.80").Label);
        Assert.Equal("Tarsil stew", Assert.Single(EvidenceLayout.Read(menu).Passages, p => p.Text == "22.00").Label);
    }

    [Fact]
    public void List_WithAnAbbreviatedLabel_HasItsValue()
    {
        var card = Made.Picture("card.png", (40, 20, "Zentik Academy"),
            (40, 100, "Flurb"), (300, 100, "Nadia"), (40, 140, "Matriculation no."), (300, 140, "20231187"), (40, 180, "Quandle"), (300, 180, "Morpo"));

        Assert.Equal("Matriculation no.", Assert.Single(EvidenceLayout.Read(card).Passages, p => p.Text == "20231187").Label);
    }

    [Fact]
    public void Answer_BelowAQuestion_LeansOnIt()
    {
        var page = Made.Picture("help.png", (40, 20, "Help"),
            (40, 100, "When do I get my money?"), (40, 130, "Five days after the parcel has reached us."),
            (40, 200, "Do you repair?"), (40, 230, "Lamps only."));

        var answer = Assert.Single(EvidenceLayout.Read(page).Passages, p => p.Text.StartsWith("Five days", StringComparison.Ordinal));

        Assert.Equal("When do I get my money?", answer.Before);
        Assert.True(answer.LeansBack);
    }

    [Fact]
    public void Paragraph_UnderAHeadingThatAsks_LeansOnIt()
    {
        var page = Made.Document("faq.md", "# When do I get my money?", "Five days after the parcel has reached us. By bank transfer.");

        var answers = EvidenceLayout.Read(page).Passages.Where(p => !p.IsQuestion).ToList();

        Assert.All(answers, answer => Assert.Equal("When do I get my money?", answer.Before));
        Assert.Equal(2, answers.Count);
    }

    [Theory]
    [InlineData("A single ride is f2.80; change up to f10.", "A single ride is £2.80; change up to £10.")]
    [InlineData("Set the lens to f2.8 or f/4", "Set the lens to f2.8 or f/4")]
    [InlineData("file f12-b", "file f12-b")]
    public void Pound_ReadAsF_IsMended(string seen, string text) => Assert.Equal(text, Spacing.Tidy(seen));

    [Theory]
    [InlineData("How far in advance do I have to book?", ValueKind.Duration)]
    [InlineData("How soon is a refund paid?", ValueKind.Duration)]
    [InlineData("How high must the insurance be?", ValueKind.Money)]
    [InlineData("How far is the harbour?", ValueKind.Quantity)]
    [InlineData("What do we pay per month?", ValueKind.Money)]
    [InlineData("我排第几号？", ValueKind.Code)]
    public void Question_InOtherWords_AsksForItsKindOfValue(string question, object kind) => Assert.Equal(kind, QuestionReader.Read(question).Wanted[0]);

    [Fact]
    public void Question_WithPayInAName_AsksForNoAmount() => Assert.DoesNotContain(ValueKind.Money, QuestionReader.Read("What is Apple Pay waiting for?").Wanted);

    [Theory]
    [InlineData("梁超负责在4月20日前提交保险方案", true)]
    [InlineData("请把检查表交到行政部孟晓东处。", true)]
    [InlineData("搬迁期间每天发货截止时间提前到15点。", false)]
    public void Name_WithinAChineseSentence_IsFoundByTheWordsAround(string text, bool found) => Assert.Equal(found, Names.Person(text, _ => false) > 0.5);

    [Fact]
    public void Row_BehindAnArticleNumber_IsCalledByItsWords()
    {
        var stock = Made.Sheet("stock.csv", "Article no.|Article|Stock|Supplier", "A-72|Cutting oil|22|Lubrex", "A-61|Work gloves|84|Safehand");

        Assert.Equal("Cutting oil, Supplier", Assert.Single(EvidenceLayout.Read(stock).Passages, p => p.Text == "Lubrex").Label);
    }
}
