namespace Assistant.Tests.Agent.Extractive;

/// <summary>Questions that bring all they need, with and without files; now is Monday, 1 March 2027.</summary>
public sealed class StatedCalculationTests
{
    [Theory]
    [InlineData("What is 15% of 240?", "15% of 240 = **36**")]
    [InlineData("What is 17.5% of 2,340 EUR?", "17.5% of 2,340 EUR = **€409.50**")]
    [InlineData("12 * (3+4)", "12 × (3+4) = **84**")]
    [InlineData("12*(3+4)=", "12 × (3+4) = **84**")]
    [InlineData("Can you calculate 1,240.50 plus 19%?", "1,240.50 plus 19% = **1,476.195**")]
    [InlineData("how much is 100 divided by 3", "100 / 3 ≈ **33.3333333333**")]
    [InlineData("What's the square root of 144?", "sqrt 144 = **12**")]
    [InlineData("how many km are 5 miles?", "5 miles in km = **8.04672 km**")]
    [InlineData("240的15%是多少？", "240的15% = **36**")]
    [InlineData("请计算 12乘以7", "12乘以7 = **84**")]
    public async Task Sum_InTheQuestion_IsWorkedOutAndShown(string question, string expected)
    {
        var answer = await new Asked().AskAsync(question);

        Assert.True(answer.Found);
        Assert.Equal(expected, answer.Text);
        Assert.Equal("math_calculate", Assert.Single(answer.ToolCalls).Name);
    }

    [Theory]
    [InlineData("how many days from 3 March to 17 April 2026?", "**45 days** (Tuesday, 3 March 2026 → Friday, 17 April 2026)")]
    [InlineData("How many days are there between 20 December 2025 and 3 January?", "**14 days** (Saturday, 20 December 2025 → Saturday, 3 January 2026)")]
    [InlineData("How many weeks from 3 March to 17 April 2026?", "**6 weeks, 3 days** (45 days: Tuesday, 3 March 2026 → Friday, 17 April 2026)")]
    [InlineData("How many working days are between 1 March 2027 and 8 March 2027?", "**5 workdays** (Mondays to Fridays after the first day: Monday, 1 March 2027 → Monday, 8 March 2027)")]
    [InlineData("How many days until Christmas?", "**299 days** (Monday, 1 March 2027 → Saturday, 25 December 2027)")]
    [InlineData("How many days until New Year?", "**306 days** (Monday, 1 March 2027 → Saturday, 1 January 2028)")]
    [InlineData("How many days until 17 April?", "**47 days** (Monday, 1 March 2027 → Saturday, 17 April 2027)")]
    [InlineData("How long has it been since 1 February 2027?", "**28 days** (Monday, 1 February 2027 → Monday, 1 March 2027)")]
    [InlineData("What date is 30 days after 3 March 2026?", "**Thursday, 2 April 2026** (Tuesday, 3 March 2026 + 30 days)")]
    [InlineData("What is the date 2 weeks before 17 April 2026?", "**Friday, 3 April 2026** (Friday, 17 April 2026 − 2 weeks)")]
    [InlineData("What day of the week was 3 March 2026?", "**Tuesday, 3 March 2026**")]
    [InlineData("What day is it today?", "**Monday, 1 March 2027**")]
    [InlineData("what time is it?", "**09:00** (Monday, 1 March 2027)")]
    [InlineData("从2026年3月3日到4月17日有多少天？", "**45 天**（2026年3月3日 星期二 → 2026年4月17日 星期五）")]
    [InlineData("离4月17日还有几天？", "**47 天**（2027年3月1日 星期一 → 2027年4月17日 星期六）")]
    [InlineData("今天星期几？", "**2027年3月1日 星期一**")]
    public async Task Dates_InTheQuestion_AreWorkedOutAndShown(string question, string expected)
    {
        var answer = await new Asked().AskAsync(question);

        Assert.True(answer.Found);
        Assert.Equal(expected, answer.Text);
        Assert.StartsWith("date_", Assert.Single(answer.ToolCalls).Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is 15% of 240?", "**36**")]
    [InlineData("how many days from 3 March to 17 April 2026?", "**45 days**")]
    public async Task Question_BesideFiles_IsStillWorkedOut(string question, string expected)
    {
        var answer = await new Asked(Made.Document("bill.txt", "Invoice date: 4 May 2027", "Total: $240.00")).AskAsync(question);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.Citations);
    }

    [Theory]
    [InlineData("What is 12-34-56?")]
    [InlineData("What is 15% of the total?")]
    [InlineData("What is 2027-05-04?")]
    [InlineData("How many days until the due date?")]
    [InlineData("How many boxes are in 12 crates?")]
    [InlineData("What is the total in 2027?")]
    [InlineData("What day is the delivery?")]
    [InlineData("240")]
    public async Task Question_AboutTheFiles_IsLeftToThem(string question)
    {
        var answer = await new Asked(Made.Document("bill.txt", "Invoice date: 4 May 2027", "Due date: 3 June 2027", "Order 12-34-56 of the mill", "Total: $240.00")).AskAsync(question);

        Assert.Empty(answer.ToolCalls);
    }

    [Theory]
    [InlineData("2027-05-04")]
    [InlineData("3/4")]
    [InlineData("555-1234")]
    [InlineData("hello 2 you")]
    public async Task Text_ThatIsNoSum_IsNoneWithoutFilesEither(string message) => Assert.False((await new Asked().AskAsync(message)).Found);

    [Fact]
    public async Task Division_ByZero_SaysSo() => Assert.Contains("divided by zero", (await new Asked().AskAsync("What is 5 / 0?")).Text, StringComparison.Ordinal);
}
