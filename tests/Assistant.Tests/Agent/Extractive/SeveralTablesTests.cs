using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>A column that several tables have: over pages, sheets and files.</summary>
public sealed class SeveralTablesTests
{
    private const string Asks = "What is the sum of the revenue column?";
    private static readonly string[] s_first = ["Region | Units sold | Revenue", "North | 410 | 100.00", "South | 655 | 200.00"];
    private static readonly string[] s_next = ["Region | Units sold | Revenue", "East | 30 | 1,000.00", "West | 20 | 2,000.00"];

    [Theory]
    [InlineData(Asks, "**3,300**")]
    [InlineData("Which region had the highest revenue?", "**West**")]
    public async Task Table_ThatGoesOnOnTheNextPage_IsOne(string question, string expected)
    {
        var answer = await new Asked(Made.Tables("sales.pdf", (Page(1), s_first), (Page(2), s_next))).AskAsync(question);

        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only this table", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Asks, "**3,303**")]
    [InlineData("Which region had the highest revenue?", "**West**")]
    public async Task Table_ThatGoesOnWithoutItsHeadings_IsOne(string question, string expected)
    {
        var answer = await new Asked(Made.Tables("sales.pdf", (Page(1), s_first), (Page(2), s_next[1..]), (Page(3), ["Centre | 2 | 3.00"]))).AskAsync(question);

        Assert.StartsWith(expected, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("without headings", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_ThatMayGoOnWithoutItsHeadings_IsSaidToBeLeftOut()
    {
        var ended = Made.Tables("sales.pdf", (Page(1), [.. s_first, "Total | 1,065 | 300.00"]), (Page(2), s_next[1..]));
        var distant = Made.Tables("sales.pdf", (Page(1), s_first), (Page(2) with { Heading = "Later" }, s_next[1..]));

        foreach (var evidence in (Evidence[])[ended, distant])
        {
            var answer = await new Asked(evidence).AskAsync(Asks);

            Assert.StartsWith("**300**", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Behind it stands a table without headings (page 2), which may be its continuation; it is not counted.", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Table_ThatIsCarriedForward_CountsNoRowTwice()
    {
        string[] next = [s_next[0], "Brought forward | 1,065 | 300.00", .. s_next[1..]];

        var answer = await new Asked(Made.Tables("sales.pdf", (Page(1), [.. s_first, "Carried forward | 1,065 | 300.00"]), (Page(2), next))).AskAsync(Asks);

        Assert.StartsWith("**3,300**", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Behind its total, under another heading or further on it is another table.</summary>
    [Fact]
    public async Task Table_ThatIsAnother_IsSaidToBeLeftOut()
    {
        var ended = Made.Tables("sales.pdf", (Page(1), [.. s_first, "Total | 1,065 | 300.00"]), (Page(2), s_next));
        var titled = Made.Tables("sales.pdf", (Page(1) with { Heading = "May" }, s_first), (Page(2) with { Heading = "June" }, s_next));
        var distant = Made.Tables("sales.pdf", (Page(1), s_first), (Page(3), s_next));

        foreach (var evidence in (Evidence[])[ended, titled, distant])
        {
            var answer = await new Asked(evidence).AskAsync(Asks);

            Assert.StartsWith("**300**", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Only this table (page 1) is counted; 1 other table with the column “Revenue” is not.", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sheets_WithTheSameColumn_AreSaidToBeLeftOut()
    {
        var answer = await new Asked(Made.Tables("sales.xlsx", (Sheet("Q1"), s_first), (Sheet("Q2"), s_next), (Sheet("Q3"), s_next), (Sheet("Staff"), ["Name | Desk | Age", "Ana | 4 | 41", "Piet | 5 | 52"]))).AskAsync(Asks);

        Assert.Contains("Only this table (sheet Q1) is counted; 2 other tables with the column “Revenue” are not.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_WithTheSameColumn_AreSaidToBeLeftOut()
    {
        var answer = await new Asked(Made.Sheet("may.xlsx", s_first), Made.Sheet("june.xlsx", s_next)).AskAsync(Asks);

        Assert.Contains("Only this table (may.xlsx) is counted; 1 other table with the column “Revenue” is not.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sheets_WithTheSameColumnInChinese_AreSaidToBeLeftOut()
    {
        string[] rows = ["项目 | 备注 | 金额", "绳子 | 甲 | 100", "船帆 | 乙 | 50"];

        var answer = await new Asked(Made.Tables("账目.xlsx", (Sheet("五月"), rows), (Sheet("六月"), rows))).AskAsync("金额的总和是多少？");

        Assert.StartsWith("**150**", answer.Text, StringComparison.Ordinal);
        Assert.Contains("只计入了这个表格（工作表“五月”）；另外 1 个表格也有“金额”一列，没有计入。", answer.Text, StringComparison.Ordinal);
    }

    private static SourcePosition Page(int number) => new() { Page = number };

    private static SourcePosition Sheet(string name) => new() { Sheet = name };
}
