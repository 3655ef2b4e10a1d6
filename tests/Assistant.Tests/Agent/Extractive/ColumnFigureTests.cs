using Assistant.Agent.Extractive.Values;
using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>How the cells of a column are read before they are added and compared.</summary>
public sealed class ColumnFigureTests
{
    [Theory]
    [InlineData("(500.00)", "1,500")]
    [InlineData("( 500 )", "1,500")]
    [InlineData("$(500.00)", "$1,500")]
    [InlineData("($500.00)", "$1,500")]
    [InlineData("(500.00) EUR", "1,500 EUR")]
    [InlineData("-$500.00", "$1,500")]
    [InlineData("$-500.00", "$1,500")]
    [InlineData("-€45", "€1,955")]
    [InlineData("- 500.00", "1,500")]
    [InlineData("−500.00", "1,500")]
    [InlineData("–500.00", "1,500")]
    [InlineData("500.00-", "1,500")]
    [InlineData("500.00−", "1,500")]
    [InlineData("500.00- EUR", "1,500 EUR")]
    public async Task Sum_OfACellWithTheSignOfAnAccount_TakesItAway(string cell, string sum) => Assert.StartsWith($"**{sum}**", await SumAsync(cell, "2,000.00"), StringComparison.Ordinal);

    [Theory]
    [InlineData("500.-", "2,500")]
    [InlineData("500,-", "2,500")]
    [InlineData("CHF 500.–", "2,500 CHF")]
    [InlineData("500.00 (net)", "2,500")]
    public async Task Sum_OfACellThatOnlyLooksNegative_AddsIt(string cell, string sum) => Assert.StartsWith($"**{sum}**", await SumAsync(cell, "2,000.00"), StringComparison.Ordinal);

    [Fact]
    public async Task Least_OfAColumnWithNegativeAmounts_IsTheMostNegative()
    {
        var answer = await new Asked(Sheet("(500.00)", "20.00", "-3.00")).AskAsync("Which item has the lowest fee?");

        Assert.StartsWith("**Item 1**", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2,233.5", "1.234,50", "999,00")]
    [InlineData("2,199", "1.200", "999,00")]
    [InlineData("€2,199", "€ 1.200", "999,00 €")]
    [InlineData("1,234,577", "1.234.567", "10")]
    [InlineData("1,235,767", "1.234.567", "1.200")]
    [InlineData("3.7", "1.200", "2.5")]
    [InlineData("2,199.5", "1,200", "999.50")]
    [InlineData("1,235.7", "1,200", "1.234,50")]
    [InlineData("1.625", "0,125", "1,5")]
    [InlineData("1,236.9", "1.200", "1,234.50", "1.200")]
    [InlineData("1,499.7", "1.200", "999,00", "499.50")]
    public async Task Sum_OfDecimalCommas_IsReadAsItsColumnSays(string sum, params string[] cells) => Assert.StartsWith($"**{sum}**", await SumAsync(cells), StringComparison.Ordinal);

    [Theory]
    [InlineData("Total 1.234,50 to pay", "1.234,50", 1234.50)]
    [InlineData("Total 12.345.678 to pay", "12.345.678", 12345678)]
    [InlineData("It is 1.234,567 long", "1.234,567", 1234.567)]
    [InlineData("It is 1,234.50.", "1,234.50", 1234.50)]
    public void Find_NumberWithPointsAndCommas_TakesAllOfIt(string text, string number, double amount)
    {
        var value = ValueFinder.Find(text).First(v => v.Kind == ValueKind.Number);

        Assert.Equal((number, (decimal)amount), (value.Text, value.Amount));
    }

    [Theory]
    [InlineData("Total price: €1.200", "Total price: €999,00")]
    [InlineData("Total price: €1.200", "Total price: €999")]
    public async Task Attachments_WithDecimalCommas_AreComparedAsTheyAreMeant(string dearer, string cheaper)
    {
        var alder = Made.Document("alder.txt", "Offer by Alder Painting", "Brushes: €80,50", dearer);
        var birch = Made.Document("birch.txt", "Quotation of Birch Decorators", cheaper);

        var answer = await new Asked(alder, birch).AskAsync("Which of the two is cheaper?");

        Assert.StartsWith("**birch.txt**", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_OfSeveralCurrencies_IsOneForEach()
    {
        var text = await SumAsync("$100.00", "€50.00", "$20.00");

        Assert.Contains("different units ($, €)", text, StringComparison.Ordinal);
        Assert.Contains("**$120**", text, StringComparison.Ordinal);
        Assert.Contains("**€50**", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_OfSeveralCurrenciesInChinese_IsOneForEach()
    {
        var answer = await new Asked(Made.Sheet("账目.xlsx", "项目 | 备注 | 金额", "绳子 | 甲 | $100.00", "船帆 | 乙 | €50.00", "船锚 | 丙 | $20.00")).AskAsync("金额的总和是多少？");

        Assert.Contains("单位不同（$、€）", answer.Text, StringComparison.Ordinal);
        Assert.Contains("**$120**", answer.Text, StringComparison.Ordinal);
        Assert.Contains("**€50**", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which item has the highest fee?")]
    [InlineData("Which item has the lowest fee?")]
    [InlineData("What is the average of the fee column?")]
    [InlineData("What is the difference between Item 1 and Item 2 in fee?")]
    public async Task Column_InSeveralCurrencies_IsNotCompared(string question)
    {
        var answer = await new Asked(Sheet("$100.00", "€50.00")).AskAsync(question);

        Assert.StartsWith("The figures of Fee are in different units ($, €)", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("**", answer.Text, StringComparison.Ordinal);
        Assert.Equal(2, answer.Citations.Count);
    }

    [Theory]
    [InlineData("€170", "EUR 100.00", "€50.00", "20 euros")]
    [InlineData("$8", "$5.00", "3.00")]
    [InlineData("4 days", "3 days", "1 day")]
    [InlineData("5 kg", "5 kg", "0")]
    public async Task Sum_OfOneUnitInSeveralSpellings_IsOne(string sum, params string[] cells)
    {
        var text = await SumAsync(cells);

        Assert.StartsWith($"**{sum}**", text, StringComparison.Ordinal);
        Assert.DoesNotContain("units", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_OfUnitsOfOneKind_IsNotConverted()
    {
        var text = await SumAsync("500 g", "2 kg", "250 g");

        Assert.Contains("**750 g**", text, StringComparison.Ordinal);
        Assert.Contains("**2 kg**", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the sum of the fee column?", "1 of 4 cells is no figure and is not counted.")]
    [InlineData("What is the average of the fee column?", "1 of 4 cells is no figure and is not counted.")]
    [InlineData("Which item has the highest fee?", "1 of 4 cells is no figure and is not counted.")]
    public async Task Column_WithACellThatIsNoFigure_SaysSo(string question, string said)
    {
        var answer = await new Asked(Sheet("10.00", "to be agreed", "20.00", "", "30.00")).AskAsync(question);

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Column_WithCellsThatAreNoFigures_SaysSoInChinese()
    {
        var answer = await new Asked(Made.Sheet("账目.xlsx", "项目 | 备注 | 金额", "绳子 | 甲 | 100", "船帆 | 乙 | 待定", "船锚 | 丙 | 20", "船桨 | 丁 | 30", "旗子 | 戊 | 40", "灯 | 己 | 待定")).AskAsync("金额的总和是多少？");

        Assert.StartsWith("**190**", answer.Text, StringComparison.Ordinal);
        Assert.Contains("6 个单元格中有 2 个不是数字，没有计入。", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Column_OfFiguresAlone_SaysNothingOfCells() => Assert.DoesNotContain("cell", await SumAsync("10.00", "20.00"), StringComparison.Ordinal);

    [Theory]
    [InlineData("80,000", "3万", "5万")]
    [InlineData("$1,700,000", "$1.2 million", "$500,000")]
    [InlineData("7,000", "5 thousand", "2,000")]
    [InlineData("$3,500", "$3k", "$500")]
    [InlineData("-$1,200,000", "-$1.5 million", "$300,000")]
    [InlineData("¥123,000,000", "¥1.2亿", "¥3百万")]
    public async Task Sum_OfCellsWithAScale_CountsIt(string sum, params string[] cells) => Assert.StartsWith($"**{sum}**", await SumAsync(cells), StringComparison.Ordinal);

    [Theory]
    [InlineData("Total: -$500 for March", "-$500", -500)]
    [InlineData("Total: −€1,200.50", "−€1,200.50", -1200.50)]
    [InlineData("Result -USD 40", "-USD 40", -40)]
    [InlineData("It costs $10-$20", "$10", 10)]
    [InlineData("Total – $500", "$500", 500)]
    [InlineData("- $500", "$500", 500)]
    [InlineData("A mid-$500 price", "$500", 500)]
    [InlineData("about $1.2 million", "$1.2 million", 1200000)]
    [InlineData("大约3万元", "3万元", 30000)]
    [InlineData("千层面 ¥38 千层", "¥38", 38)]
    public void Find_MoneyInProse_HasItsSignAndScale(string text, string money, double amount)
    {
        var value = ValueFinder.Find(text).First(v => v.Kind == ValueKind.Money);

        Assert.Equal((money, (decimal)amount), (value.Text, value.Amount));
    }

    [Fact]
    public void Find_TwoEndsOfARange_AreBothPositive() =>
        Assert.Equal([10m, 20m], ValueFinder.Find("It costs $10 - $20 or $10 -$20").Take(2).Select(v => v.Amount!.Value));

    [Fact]
    public async Task Attachments_OfWhichOneIsNegative_AreComparedWithTheSign()
    {
        var answer = await new Asked(Made.Document("alder.txt", "Total price: -$500"), Made.Document("birch.txt", "Total price: $400")).AskAsync("Which of the two is cheaper?");

        Assert.StartsWith("**alder.txt**", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_OfACurrencyInAColumnOfItsOwn_IsOneForEach()
    {
        var sheet = Made.Sheet("accounts.xlsx", "Item | Pieces | Fee | Currency", "Rope | 4 | 100.00 | EUR", "Sail | 5 | 50.00 | USD", "Oar | 6 | 20.00 | EUR");

        var text = (await new Asked(sheet).AskAsync("What is the sum of the fee column?")).Text;

        Assert.Contains("different units (EUR, USD)", text, StringComparison.Ordinal);
        Assert.Contains("**120 EUR**", text, StringComparison.Ordinal);
        Assert.Contains("**50 USD**", text, StringComparison.Ordinal);
        Assert.StartsWith("**15** ", (await new Asked(sheet).AskAsync("What is the sum of the pieces column?")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which item has the highest fee?")]
    [InlineData("What is the average of the fee column?")]
    public async Task Column_WithItsCurrenciesBesideIt_IsNotCompared(string question)
    {
        var answer = await new Asked(Made.Sheet("accounts.xlsx", "Item | Currency | Fee", "Rope | $ | 100.00", "Sail | € | 50.00")).AskAsync(question);

        Assert.StartsWith("The figures of Fee are in different units ($, €)", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Column_OfThingsCountedBesideACurrency_IsComparedPlainly()
    {
        var answer = await new Asked(Made.Sheet("lands.csv", "Country | Population | Currency", "Aland | 5200 | EUR", "Beland | 9100 | JPY", "Celand | 3100 | CHF")).AskAsync("Which country has the largest population?");

        Assert.StartsWith("**Beland**", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_OfWholeAmountsBesideACurrency_IsOneForEach() =>
        Assert.Contains("**1,200 EUR**", (await new Asked(Made.Sheet("costs.csv", "Item | Actual | Currency", "Rope | 1200 | EUR", "Sail | 800 | USD")).AskAsync("What is the sum of the actual column?")).Text, StringComparison.Ordinal);

    /// <summary>千 and 百 are of the unit in 千焦 and 百帕, 万 is of the number in 万公里.</summary>
    [Theory]
    [InlineData("1800千焦", 1800)]
    [InlineData("1013百帕", 1013)]
    [InlineData("3万公里", 30000)]
    [InlineData("1,234公里", 1234)]
    [InlineData("3千元", 3000)]
    [InlineData("5千字", 5000)]
    [InlineData("2千公里", 2000)]
    [InlineData("2千米", 2)]
    [InlineData("3千克", 3)]
    [InlineData("1千瓦时", 1)]
    public void Find_FigureWithAChineseUnit_HasItsOwnScale(string text, double amount) => Assert.Equal((decimal)amount, ValueFinder.Find(text)[0].Amount);

    [Fact]
    public void Find_FigureBeyondAllBounds_HasNoAmount() => Assert.Null(ValueFinder.Find("$100,000,000,000,000,000 trillion")[0].Amount);

    private static async Task<string> SumAsync(params string[] cells) => (await new Asked(Sheet(cells)).AskAsync("What is the sum of the fee column?")).Text;

    private static Evidence Sheet(params string[] cells) => Made.Sheet("accounts.xlsx", ["Item | Note | Fee", .. cells.Select((cell, i) => $"Item {i + 1} | noted | {cell}")]);
}
