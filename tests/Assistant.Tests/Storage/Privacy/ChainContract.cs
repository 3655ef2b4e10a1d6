using System.Text;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What somebody with the log's database can change of it, and that each is found; whichever database lies beneath.</summary>
public abstract class ChainContract
{
    private readonly ConversationKey _conversation = StoreData.NewConversation() with { Tenant = "tampered" + Guid.NewGuid().ToString("N") };

    private string Tenant => _conversation.Tenant;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings);

    [Theory]
    [InlineData("UPDATE chain SET body = @bytes WHERE sequence = 2 AND tenant = 'tampered'", 2)]
    [InlineData("DELETE FROM chain WHERE sequence = 2 AND tenant = 'tampered'", 2)]
    [InlineData("UPDATE chain SET sequence = sequence + 100 WHERE sequence >= 2 AND tenant = 'tampered'", 2)]
    [InlineData("DELETE FROM chain WHERE sequence = 4 AND tenant = 'tampered'", 3)]
    [InlineData("INSERT INTO chain (tenant, sequence, body, hash) SELECT tenant, 5, body, hash FROM chain WHERE sequence = 4 AND tenant = 'tampered'", 5)]
    [InlineData("UPDATE activities SET payload = @bytes WHERE tenant = 'tampered' AND watermark = 1", 1)]
    [InlineData("DELETE FROM turns WHERE tenant = 'tampered'", 2)]
    [InlineData("DELETE FROM chain WHERE tenant = 'tampered'", 0)]
    [InlineData("UPDATE activities SET at = at + 1 WHERE tenant = 'tampered' AND watermark = 1", 1)]
    [InlineData("UPDATE activities SET watermark = 99 WHERE tenant = 'tampered' AND watermark = 3", 3)]
    [InlineData("UPDATE activities SET conversation = 'tampered|directline|other' WHERE tenant = 'tampered' AND watermark = 1", 1)]
    [InlineData("UPDATE activities SET subject = 'dl_berta' WHERE tenant = 'tampered' AND watermark = 1", 1)]
    [InlineData("UPDATE turns SET outcome = 'stopped' WHERE tenant = 'tampered' AND sequence = 1", 2)]
    [InlineData("UPDATE turns SET model = 'another' WHERE tenant = 'tampered' AND sequence = 1", 2)]
    [InlineData("UPDATE turns SET started_at = started_at + 1 WHERE tenant = 'tampered' AND sequence = 1", 2)]
    [InlineData("UPDATE evidence SET kind = 'Audio' WHERE tenant = 'tampered' AND id = 'e-m1'", 2)]
    [InlineData("UPDATE tool_calls SET name = 'another' WHERE tenant = 'tampered'", 2)]
    [InlineData("UPDATE tool_calls SET succeeded = NOT succeeded WHERE tenant = 'tampered'", 2)]
    public async Task Verify_AfterTampering_NamesTheFirstBadRecord(string tamper, long sequence)
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", id: "m2");
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);

        await ExecuteAsync(store, tamper.Replace("'tampered'", $"'{Tenant}'", StringComparison.Ordinal));

        var report = await ReportAsync(store, Tenant);
        Assert.False(report.IsIntact);
        Assert.Contains(report.Problems, problem => problem.Sequence == sequence);
    }

    [Fact]
    public async Task Verify_EndCutOffBehindASignature_IsFound()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await store.Get<ChainSigner>().SignAsync(Token);
        Assert.Equal(2, (await ReportAsync(store, Tenant)).SignedTo);

        // Cleverly: the head and the signature are put back, too.
        foreach (var sql in new[]
        {
            $"DELETE FROM turns WHERE tenant = '{Tenant}'", $"DELETE FROM evidence WHERE tenant = '{Tenant}'", $"DELETE FROM tool_calls WHERE tenant = '{Tenant}'",
            $"DELETE FROM activities WHERE tenant = '{Tenant}' AND watermark = 2", $"DELETE FROM chain WHERE tenant = '{Tenant}' AND sequence = 2",
            $"UPDATE chain_heads SET sequence = 1, hash = (SELECT hash FROM chain WHERE tenant = '{Tenant}' AND sequence = 1) WHERE tenant = '{Tenant}'",
            $"DELETE FROM chain_signatures WHERE tenant = '{Tenant}'",
        })
            await ExecuteAsync(store, sql);
        var problem = Assert.Single((await ReportAsync(store, Tenant)).Problems);
        Assert.Equal(2, problem.Sequence);
    }

    [Fact]
    public async Task Verify_ChainWrittenAnewBelowTheSignedHead_IsFoundAndNotSignedAgain()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", id: "m2");
        await store.Get<ChainSigner>().SignAsync(Token);
        await TalkAsync(store, _conversation, "three", id: "m3");
        Assert.Equal(4, (await ReportAsync(store, Tenant)).SignedTo);

        var bodies = await BodiesAsync(store);
        bodies[1] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bodies[1]).Replace("\"at\":1", "\"at\":2", StringComparison.Ordinal));
        await RewriteAsync(store, bodies);

        Assert.Equal(4, Assert.Single((await ReportAsync(store, Tenant)).Problems).Sequence);
        // As the next start would.
        await store.Get<ChainSigner>().SignAsync(Token);
        Assert.Equal(4, Assert.Single((await ReportAsync(store, Tenant)).Problems).Sequence);
    }

    [Fact]
    public async Task AcceptRestored_ALogPutBackFromABackup_IsSaidInTheChainThatHoldsAgain()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await store.Inbox.AcceptAsync(StoreData.Message(_conversation, "m2"), 50, Token);
        await store.Get<ChainSigner>().SignAsync(Token);
        Assert.False(await store.Get<Assistant.Audit.IRestoredLog>().AcceptAsync(Tenant, "officer", Token));

        // Yesterday's rows.
        foreach (var sql in new[]
        {
            "DELETE FROM activities WHERE tenant = 'T' AND watermark = 3", "DELETE FROM inbox WHERE tenant = 'T' AND activity_id = 'm2'", "DELETE FROM chain WHERE tenant = 'T' AND sequence = 3", "DELETE FROM chain_signatures WHERE tenant = 'T'",
            "UPDATE chain_heads SET sequence = 2, hash = (SELECT hash FROM chain WHERE tenant = 'T' AND sequence = 2) WHERE tenant = 'T'",
            "UPDATE conversations SET last_watermark = 2, pending = 0 WHERE tenant = 'T'",
        })
            await ExecuteAsync(store, sql.Replace("'T'", $"'{Tenant}'", StringComparison.Ordinal));
        await TalkAsync(store, _conversation, "three", id: "m3");
        Assert.False((await ReportAsync(store, Tenant)).IsIntact);

        Assert.True(await store.Get<Assistant.Audit.IRestoredLog>().AcceptAsync(Tenant, "officer", Token));
        var report = await ReportAsync(store, Tenant);
        Assert.Empty(report.Problems);
        Assert.Equal(report.Records, report.SignedTo);
        Assert.Contains("\"by\":\"officer\"", Encoding.UTF8.GetString((await BodiesAsync(store))[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_SignatureThatTheKeysKnowOfRemoved_IsFound()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await store.Get<ChainSigner>().SignAsync(Token);
        await TalkAsync(store, _conversation, "two", id: "m2");
        await ExecuteAsync(store, $"DELETE FROM chain_signatures WHERE tenant = '{Tenant}'");
        Assert.Equal(2, Assert.Single((await ReportAsync(store, Tenant)).Problems).Sequence);
    }

    [Fact]
    public async Task Verify_TwoRowsThatExchangedTheirContent_IsFound()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", id: "m2");
        await ExchangeAsync(store);
        Assert.Equal([1L, 3], (await ReportAsync(store, Tenant)).Problems.Select(problem => problem.Sequence!.Value).Distinct().Order());
    }

    [Fact]
    public async Task Verify_TwoRecordsThatExchangedTheirPlaces_IsFound()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", id: "m2");
        foreach (var (from, to) in new[] { (2, 1002), (3, 2), (1002, 3) })
            await ExecuteAsync(store, $"UPDATE chain SET sequence = {to} WHERE tenant = '{Tenant}' AND sequence = {from}");
        Assert.Equal(2, Assert.Single((await ReportAsync(store, Tenant)).Problems).Sequence);
    }

    [Fact]
    public async Task Verify_RecordsOfVersionOne_HoldForTheContentAndDoNotSpeakOfTheColumns()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", id: "m2");
        await RewriteAsync(store, await OlderAsync(store));
        await TalkAsync(store, _conversation, "three", id: "m3");
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);

        await ExecuteAsync(store, $"UPDATE turns SET model = 'another' WHERE tenant = '{Tenant}' AND sequence = 1");
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);
        await ExchangeAsync(store);
        Assert.Equal([1L, 3], (await ReportAsync(store, Tenant)).Problems.Select(problem => problem.Sequence!.Value).Distinct().Order());
    }

    [Theory]
    [InlineData("And in dollars?", "edited")]
    [InlineData(null, "withdrawn")]
    public async Task Verify_AnAnsweredMessageThatWasRevised_HoldsAndItsOutcomeIsCovered(string? text, string outcome)
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await store.Inbox.ReviseAsync(new(_conversation, "m1", new Participant("dl_anna"), text, StoreData.Now), Token);
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);

        await ExecuteAsync(store, $"UPDATE turns SET outcome = 'answered' WHERE tenant = '{Tenant}' AND outcome = '{outcome}'");
        Assert.Contains((await ReportAsync(store, Tenant)).Problems, problem => problem.Sequence == 3);
    }

    [Fact]
    public async Task Verify_ADeletedConversationThatBeganAgain_Holds()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, _conversation, "one");
        await store.Directory.DeleteAsync(_conversation, "dl_anna", Token);
        await TalkAsync(store, _conversation, "two", id: "m2");
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_WhatOthersSaidBesideSomebodyErased_HoldsAlsoWhenItExpires(bool older)
    {
        await using var store = await StartAsync(("Retention:Rules:0:Kind", "Log"), ("Retention:Rules:0:Keep", "7.00:00:00"));
        await TalkAsync(store, _conversation, "one");
        await TalkAsync(store, _conversation, "two", "dl_berta", "m2");
        await store.Get<IPersonEraser>().EraseAsync(new(Tenant, "dl_anna"), "officer", Token);
        // Earlier versions gave the conversation another pseudonym.
        if (older)
        {
            store.Get<ConversationKeys>().Destroy(_conversation);
            store.Get<SubjectKeys>().ForgetAll();
        }
        var report = await ReportAsync(store, Tenant);
        Assert.Empty(report.Problems);
        Assert.NotEqual(0, report.Rows);

        store.Time.Advance(TimeSpan.FromDays(8));
        await store.Get<IRetention>().ApplyAsync(Token);
        Assert.Empty(await RowsAsync(store, $"SELECT payload FROM activities WHERE tenant = '{Tenant}'"));
        Assert.Empty((await ReportAsync(store, Tenant)).Problems);
    }

    private async Task ExchangeAsync(StoreUnderTest store)
    {
        var messages = await RowsAsync(store, $"SELECT payload FROM activities WHERE tenant = '{Tenant}' AND watermark IN (1, 3) ORDER BY watermark");
        await ExecuteAsync(store, $"UPDATE activities SET payload = @bytes WHERE tenant = '{Tenant}' AND watermark = 1", messages[1]);
        await ExecuteAsync(store, $"UPDATE activities SET payload = @bytes WHERE tenant = '{Tenant}' AND watermark = 3", messages[0]);
    }

    /// <summary>The chain's records as the versions before wrote them: hashes over the content, nothing of watermarks.</summary>
    private async Task<List<byte[]>> OlderAsync(StoreUnderTest store)
    {
        var older = new List<byte[]>();
        foreach (var body in await BodiesAsync(store))
        {
            var record = JsonNode.Parse(body)!.AsObject();
            record.Remove("v");
            record.Remove("watermark");
            foreach (var row in record["rows"]!.AsArray())
            {
                var table = ChainedTable.All.Single(table => table.Name == row!["t"]!.GetValue<string>());
                var stored = Assert.Single(await RowsAsync(store, $"SELECT payload FROM {table.Name} WHERE tenant = '{Tenant}' AND {table.Id} = '{row!["id"]!.GetValue<string>()}'"));
                row["hash"] = ChainHash.OfRow(stored);
            }
            older.Add(Encoding.UTF8.GetBytes(record.ToJsonString()));
        }
        return older;
    }

    private Task<List<byte[]>> BodiesAsync(StoreUnderTest store) => RowsAsync(store, $"SELECT body FROM chain WHERE tenant = '{Tenant}' ORDER BY sequence");

    /// <summary>Everything that somebody with the log's database and this program can do: the records say something else, and all fits.</summary>
    private async Task RewriteAsync(StoreUnderTest store, List<byte[]> bodies)
    {
        var hash = ChainHash.Beginning(Tenant);
        foreach (var (at, body) in bodies.Index())
        {
            hash = ChainHash.Next(hash, body);
            await ExecuteAsync(store, $"UPDATE chain SET body = @bytes WHERE tenant = '{Tenant}' AND sequence = {at + 1}", body);
            await ExecuteAsync(store, $"UPDATE chain SET hash = @bytes WHERE tenant = '{Tenant}' AND sequence = {at + 1}", hash);
        }
        await ExecuteAsync(store, $"UPDATE chain_heads SET hash = @bytes WHERE tenant = '{Tenant}'", hash);
        await ExecuteAsync(store, $"DELETE FROM chain_signatures WHERE tenant = '{Tenant}'");
    }
}
