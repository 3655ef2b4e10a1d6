using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

public sealed class CalculationTests
{
    private static readonly Evidence s_regions = Made.Sheet("sales.xlsx",
        "Region | Units sold | Revenue",
        "North | 410 | $12,300.50",
        "South | 655 | $9,120.00",
        "Harbour | 388 | $15,010.25",
        "Total | 1453 | $36,430.75");

    private static readonly Evidence s_orders = Made.Sheet("orders.csv",
        "Order | Customer | Status | Value",
        "A-17 | Fern Hotel | open | 120.00",
        "A-18 | Larch Cafe | shipped | 80.50",
        "A-19 | Fern Hotel | open | 45.25",
        "A-20 | Birch School | cancelled | 300.00",
        "A-21 | Elm Clinic | open | 61.00");

    [Theory]
    [InlineData("Which region sold the most units?", "South", "655")]
    [InlineData("Which region has the lowest revenue?", "South", "$9,120.00")]
    [InlineData("Which region had the highest revenue?", "Harbour", "$15,010.25")]
    public async Task Column_GreatestOrLeast_NamesTheRowAndItsFigure(string question, string name, string figure)
    {
        var answer = await new Asked(s_regions).AskAsync(question);

        Assert.True(answer.Found);
        Assert.StartsWith($"**{name}**", answer.Text, StringComparison.Ordinal);
        Assert.Contains(figure, answer.Text, StringComparison.Ordinal);
        Assert.All(answer.Citations, c => Assert.Equal("Sheet1", c.Position.Sheet));
    }

    [Theory]
    [InlineData("Total due")]
    [InlineData("Total amount")]
    [InlineData("Total (EUR)")]
    [InlineData("Total 2025")]
    [InlineData("Net total:")]
    [InlineData("TOTAL incl. VAT")]
    [InlineData("Amount due")]
    [InlineData("Sum total")]
    [InlineData("合计金额")]
    [InlineData("总计（元）")]
    [InlineData("本月合计")]
    [InlineData("价税合计")]
    public async Task Column_WithATotal_IsAddedUpWithoutIt(string total)
    {
        var bill = Made.Sheet("bill.csv", "Item | Amount", "Desk | 120.00", "Lamp | 80.50", "Chair | 99.50", $"{total} | 300.00");

        Assert.Contains("300", (await new Asked(bill).AskAsync("Add up the amounts")).Text, StringComparison.Ordinal);
        Assert.StartsWith("**Desk**", (await new Asked(bill).AskAsync("Which item has the highest amount?")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total station")]
    [InlineData("Sum insured")]
    [InlineData("总账簿")]
    public async Task Column_WithAThingThatIsCalledLikeATotal_HasItAmongTheOthers(string thing)
    {
        var bill = Made.Sheet("bill.csv", "Item | Amount", "Desk | 120.00", "Lamp | 80.50", $"{thing} | 300.00");

        Assert.StartsWith($"**{thing}**", (await new Asked(bill).AskAsync("Which item has the highest amount?")).Text, StringComparison.Ordinal);
    }

    /// <summary>The word says what is measured, though no heading has it.</summary>
    [Theory]
    [InlineData("Which one is the heaviest?", "Otter", "61 kg")]
    [InlineData("which is the cheapest", "Heron", "2,190")]
    [InlineData("哪个最贵", "Otter", "3,450")]
    public async Task Superlative_OfATableOfThings_LooksWhereItIsMeasured(string question, string name, string figure)
    {
        var answer = await new Asked(Made.Sheet("bikes.csv", "Bike | Weight | Seats | Price", "Heron | 38 kg | 2 | 2,190", "Otter | 61 kg | 3 | 3,450", "Swift | 47 kg | 1 | 2,980")).AskAsync(question);

        Assert.StartsWith($"**{name}**", answer.Text, StringComparison.Ordinal);
        Assert.Contains(figure, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Superlative_BehindANoun_NamesWhatTheNounIs()
    {
        var answer = await new Asked(Made.Sheet("cailiao.csv", "供应商 | 产品 | 价格", "海星 | 缆绳 | 120", "白鹭 | 船帆 | 890", "青山 | 船桨 | 75")).AskAsync("哪个产品最贵？");

        Assert.StartsWith("**船帆**", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>A table of people is not read along its rows: what a person has is not one thing.</summary>
    [Fact]
    public async Task Superlative_OfAPerson_ComparesNotWhatThePersonHas()
    {
        var answer = await new Asked(Made.Sheet("staff.csv", "Name | Age | Salary | Hours", "Ana | 34 | 52000 | 40", "Ben | 41 | 48000 | 38")).AskAsync("Who is Ana's best friend?");

        Assert.DoesNotContain("**Salary**", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Where each column is a thing and each row a property of it.</summary>
    [Theory]
    [InlineData("Which one is the heaviest?", "Otter", "61 kg")]
    [InlineData("which is the cheapest", "Heron", "2,190")]
    [InlineData("Which bike has the most seats?", "Otter", "3")]
    [InlineData("Which one is the lightest?", "Heron", "38", "Property | Heron | Otter | Swift", "Weight (kg) | 38 | 61 | 47", "Seats | 2 | 3 | 1")]
    public async Task Superlative_OfATableOfProperties_LooksAlongTheRow(string question, string name, string figure, params string[] rows)
    {
        var sheet = rows.Length > 0 ? rows : ["Property | Heron | Otter | Swift", "Weight | 38 kg | 61 kg | 47 kg", "Seats | 2 | 3 | 1", "Price | 2,190 | 3,450 | 2,980"];
        var answer = await new Asked(Made.Sheet("bikes.csv", sheet)).AskAsync(question);

        Assert.StartsWith($"**{name}**", answer.Text, StringComparison.Ordinal);
        Assert.Contains(figure, answer.Text, StringComparison.Ordinal);
        Assert.Equal(2, answer.Citations.Count);
    }

    [Theory]
    [InlineData("What is the sum of the revenue column?", "$36,430.75")]
    [InlineData("What is the average of the units sold?", "≈ 484.3333")]
    [InlineData("What is the difference between North and South in units sold?", "245")]
    public async Task Column_SummedUp_LeavesOutTheTotalRow(string question, string result)
    {
        var answer = await new Asked(s_regions).AskAsync(question);

        Assert.True(answer.Found);
        Assert.StartsWith($"**{result}**", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Citations);
    }

    /// <summary>"Value" and "amount" are words of sums; as headings they are names.</summary>
    [Theory]
    [InlineData("What is the sum of the value column?", "**606.75**")]
    [InlineData("What is the average of the values?", "**121.35**")]
    [InlineData("Which order has the highest value?", "**A-20**")]
    public async Task Column_CalledByAWordOfSums_IsFound(string question, string expected)
    {
        var answer = await new Asked(s_orders).AskAsync(question);

        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the sum of the sales amount?", "**300**")]
    [InlineData("What is the sum of the amounts?", "**30**")]
    public async Task Column_NamedByAnotherWordToo_IsThatOne(string question, string expected)
    {
        var answer = await new Asked(Made.Sheet("shop.csv", "Item | Sales | Amount", "Rope | 100 | 10", "Sail | 200 | 20")).AskAsync(question);

        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_WithAStatus_AreCounted()
    {
        var answer = await new Asked(s_orders).AskAsync("How many orders are open?");

        Assert.StartsWith("**3**", answer.Text, StringComparison.Ordinal);
        Assert.Contains("A-19", answer.Text, StringComparison.Ordinal);
        Assert.Equal(3, answer.Citations.Count);
    }

    [Theory]
    [InlineData("Which of the two is cheaper?", "**birch.txt**")]
    [InlineData("Which offer is more expensive?", "**alder.txt**")]
    [InlineData("哪个更便宜？", "**birch.txt**")]
    public async Task Attachments_Compared_NamesOneAndQuotesBoth(string question, string expected)
    {
        var alder = Made.Document("alder.txt", "Offer by Alder Painting", "Hallway and stairs, two coats.", "Total price: $1,480.00");
        var birch = Made.Document("birch.txt", "Quotation of Birch Decorators", "We paint the hallway in three days.", "Total: $1,295.50");

        var answer = await new Asked(alder, birch).AskAsync(question);

        Assert.True(answer.Found);
        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
        Assert.Equal(["alder.txt", "birch.txt"], answer.Citations.Select(c => c.Source).Distinct().Order());
    }

    [Fact]
    public async Task Attachments_InTwoCurrencies_AreNotCompared()
    {
        var one = Made.Document("one.txt", "Total price: $1,480.00");
        var other = Made.Document("other.txt", "Total price: €1,295.50");

        var answer = await new Asked(one, other).AskAsync("Which of the two is cheaper?");

        Assert.DoesNotContain("**other.txt**", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How many days are there between the invoice date and the due date?", "**30 days**")]
    [InlineData("How many days until the due date?", "**94 days**")]
    public async Task Dates_Apart_AreCounted(string question, string expected)
    {
        var bill = Made.Document("bill.txt", "Invoice date: 4 May 2027", "Due date: 3 June 2027", "Total: $90.00");

        var answer = await new Asked(bill).AskAsync(question);

        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Citations);
    }

    /// <summary>"How long ... to" asks for no date, "how much money" counts no rows, and a room is no move of one.</summary>
    [Theory]
    [InlineData("How long will letters be forwarded to the new place?")]
    [InlineData("班车一年花公司多少钱")]
    [InlineData("新办公室会议室一共有多少间？")]
    public async Task Question_ThatAsksForNoCalculation_GetsNone(string question)
    {
        var plan = Made.Sheet("move.csv", "Task | Owner | Due", "Server room move | Orr | 2027-06-06", "公司班车 | 黎敏 | 2027-05-06", "Forward letters | Ross | 2027-06-14");

        var answer = await new Asked(plan).AskAsync(question);

        Assert.DoesNotMatch("^\\*\\*\\d+(?: days| 天)?(?: ago|前)?\\*\\*", answer.Text);
    }
}
