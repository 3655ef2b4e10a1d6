using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Erasure;
using Assistant.Storage.Inbox;
using Assistant.Storage.LongTermMemory;
using Assistant.Storage.Retention;

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
    [InlineData(PersonConversations.All)]
    [InlineData($"{PersonConversations.Own} UNION {PersonConversations.Written}")]
    public async Task Plan_OfAPersonsConversations_ScansNoTable(string keys)
    {
        await using var store = await StoreUnderTest.StartAsync([], TestContext.Current.CancellationToken);
        var plan = await store.Get<StoreReader>().QueryAsync($"EXPLAIN QUERY PLAN SELECT c.key FROM ({keys}) mine CROSS JOIN conversations c WHERE c.key = mine.key", row => row.GetString(3), TestContext.Current.CancellationToken,
            ("tenant", "default"), ("subject", "anna"));
        Assert.Contains(plan, step => step.StartsWith("SEARCH c ", StringComparison.Ordinal) && step.EndsWith("(tenant=? AND channel=? AND user_id=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN ", StringComparison.Ordinal) && step is not ("SCAN mine" or "SCAN channels" or "SCAN CONSTANT ROW"));
        Assert.DoesNotContain(plan, step => step.StartsWith("SEARCH c ", StringComparison.Ordinal) && step.EndsWith("(tenant=?)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RetentionRun.Old, 2, "SCAN feedback")]
    [InlineData(ChainAdoption.Unadopted, 2, "SCAN tenants")]
    [InlineData("DELETE FROM tool_calls WHERE conversation = @key", 1, "")]
    [InlineData("DELETE FROM working_memory WHERE expires_at < @before", 1, "")]
    [InlineData(RetentionRun.OldEvents, 1, "")]
    public async Task Plan_OfUpkeep_GoesByAnIndex(string sql, int searches, string few)
    {
        await using var store = await StoreUnderTest.StartAsync([], TestContext.Current.CancellationToken);

        var plan = await store.Get<StoreReader>().QueryAsync($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3), TestContext.Current.CancellationToken, ("from", 1L), ("before", 2L), ("key", "default/directline/1"));

        Assert.Equal(searches, plan.Count(step => step.StartsWith("SEARCH ", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN ", StringComparison.Ordinal) && !(few.Length > 0 && step.StartsWith(few, StringComparison.Ordinal)) && step is not "SCAN CONSTANT ROW");
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
