using Assistant.Storage.Connections;
using Assistant.Storage.Inbox;
using Assistant.Storage.LongTermMemory;

namespace Assistant.Tests.Storage;

/// <summary>What a turn asks is looked up, however long the log has become: no plan of SQLite's goes through a table.</summary>
public sealed class SqlitePlanTests
{
    [Theory]
    [InlineData(UnrememberedTurns.OfPerson)]
    [InlineData(UnrememberedTurns.OfConversation)]
    public async Task Plan_OfUnrememberedTurns_ScansNoTable(string sql)
    {
        await using var store = await StoreUnderTest.StartAsync([], TestContext.Current.CancellationToken);
        var plan = await store.Get<StoreReader>().QueryAsync($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3), TestContext.Current.CancellationToken,
            ("tenant", "default"), ("subject", "anna"), ("conversation", "default/directline/1"), ("limit", 10));
        // Rows made by the query itself are few.
        Assert.Contains(plan, step => step.StartsWith("SEARCH t USING INDEX IX_turns_conversation_sequence (conversation=? AND sequence>?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN ", StringComparison.Ordinal) && step is not ("SCAN mine" or "SCAN channels" or "SCAN CONSTANT ROW"));
        Assert.DoesNotContain(plan, step => step.EndsWith("_last_activity_at (tenant=?)", StringComparison.Ordinal) && step.StartsWith("SEARCH c USING INDEX", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UnrememberedRevisions.OfConversation, "SEARCH e ")]
    [InlineData(UnrememberedRevisions.LeftOver, "SCAN e ")]
    public async Task Plan_OfUnrememberedRevisions_BeginsWithTheFewThereAre(string sql, string begins)
    {
        await using var store = await StoreUnderTest.StartAsync([], TestContext.Current.CancellationToken);

        var plan = await store.Get<StoreReader>().QueryAsync($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3), TestContext.Current.CancellationToken,
            ("done", true), ("key", "default/directline/1"), ("before", 1L), ("ahead", 2L), ("limit", 10));

        Assert.StartsWith(begins, plan[0], StringComparison.Ordinal);
        Assert.Contains(plan, step => step.StartsWith("SEARCH i ", StringComparison.Ordinal) && step.EndsWith("(conversation=? AND activity_id=?)", StringComparison.Ordinal));
    }
}
