using Assistant.Audit;
using Assistant.Storage.AuditLog.Chain;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>Rows that come and go between the two walks along the chain that a verification takes.</summary>
public sealed class RowComparisonTests
{
    private const string Conversation = "c-pseudonym";

    [Theory]
    [InlineData(ChainKinds.Erased)]
    [InlineData(ChainKinds.Deleted)]
    [InlineData(ChainKinds.Expired)]
    public void Row_WrittenReadAndGoneAgainMeanwhile_IsNoProblem(string end) => Assert.Empty(Compare("hello", end));

    [Fact]
    public void Row_WrittenMeanwhileThatIsNotWhatTheChainSays_IsFoundThoughItsPersonIsErased() =>
        Assert.Contains("activities", Assert.Single(Compare("tampered", ChainKinds.Erased)).What, StringComparison.Ordinal);

    private static List<ChainProblem> Compare(string stored, string end)
    {
        var (chain, pseudonyms) = (new ChainExpectation(), new HashSet<string> { Conversation });
        var comparison = new RowComparison(chain.Rows(pseudonyms), _ => pseudonyms.SingleOrDefault());
        var row = new ChainedRow(ChainedTable.Activities.Name, "m1", ChainHash.OfRow("hello"u8));
        chain.Add(1, new ChainBody(ChainKinds.Message, 0, "p1", Conversation, [row]) { Watermark = 1 });
        var found = ChainHash.Short(ChainHash.OfRow(System.Text.Encoding.UTF8.GetBytes(stored)));
        comparison.Add(new StoredRow("default/directline/x", row.Table, ChainHash.ShortOf(row.Id), found, found, 1));
        chain.Add(2, new ChainBody(end, 0, "p1", Conversation, end == ChainKinds.Expired ? [row] : null));
        // An erasure takes the conversation's name along.
        pseudonyms.Clear();
        return [.. comparison.Problems(chain.Rows(pseudonyms), 0, chain.WasMeanwhile)];
    }
}
