using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Wording;

namespace Assistant.Tests.Agent.Extractive;

public sealed class LongTableTests
{
    private const int Long = 20_000;
    private const string Asks = "What is the sum of the revenue in the north?";

    [Fact]
    public async Task Sum_OfTwentyThousandRowsWithTextColumns_LeavesOutThoseOfOthers()
    {
        var sheet = Made.Sheet("sales.csv", ["Region | Seller | Revenue", .. Enumerable.Range(0, Long).Select(i => $"{(i % 2 == 0 ? "North" : "South")} | Seller {i} | 2.50")]);

        var answer = await new Asked(sheet).AskAsync(Asks);

        Assert.StartsWith("**25,000**", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_LongTable_TakesEachRowAFewTimes()
    {
        var rows = new CountedRows(Rows());
        var table = View(rows, TestContext.Current.CancellationToken);

        var kept = ColumnChoice.Kept(table, [.. QuestionReader.Read(Asks).Units], column: 2, TestContext.Current.CancellationToken);

        Assert.Equal(Long / 2, kept.Count);
        Assert.InRange(rows.Taken, Long, 20 * Long);
    }

    [Fact]
    public void Kept_StoppedWhileItReads_Ends()
    {
        using var stop = new CancellationTokenSource();
        var rows = new CountedRows(Rows()) { CallAt = 2 * Long, Call = stop.Cancel };
        var table = View(rows, stop.Token);

        Assert.Throws<OperationCanceledException>(() => ColumnChoice.Kept(table, [.. QuestionReader.Read(Asks).Units], column: 2, stop.Token));
        Assert.InRange(rows.Taken, 2 * Long, 3 * Long);
    }

    [Theory]
    [InlineData("What is the sum of the revenue column?")]
    [InlineData("How many orders are open?")]
    public void TryAnswer_Stopped_Ends(string question)
    {
        var sheet = Made.Sheet("orders.csv", "Order | Status | Revenue", "A-17 | open | 120.00", "A-18 | shipped | 80.50", "A-19 | open | 45.25");

        Assert.Throws<OperationCanceledException>(() => TableCalculation.TryAnswer(new AnswerDraft("en"), QuestionReader.Read(question), [new EvidenceIndex(sheet)], new CancellationToken(canceled: true)));
    }

    private static IReadOnlyList<GridRow> Rows() => [.. Enumerable.Range(0, Long).Select(i => new GridRow([new(i % 2 == 0 ? "North" : "South", 0), new($"Seller {i}", 0), new("2.50", 0)]))];

    private static TableView View(CountedRows rows, CancellationToken cancellationToken) =>
        new(Made.Sheet("sales.csv", "Region | Seller | Revenue"), new Grid(["Region", "Seller", "Revenue"], rows, ""), cancellationToken);
}
