using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Erasure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>Erasures that persons ask for themselves, whichever database lies beneath.</summary>
public abstract class ErasureRequestContract
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="again">The same store after a restart.</param>
    private protected abstract Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null);

    [Fact]
    public async Task Request_WhileItsAnswerIsOnItsWay_WaitsForThat()
    {
        await using var store = await StartAsync();
        var accepted = await AcceptAsync(store);
        var number = await store.Get<IErasureRequests>().AddAsync(s_anna, _conversation, Token);
        Assert.Equal(number, await store.Get<IErasureRequests>().AddAsync(s_anna, _conversation, Token));
        store.Time.Advance(TimeSpan.FromSeconds(5));
        using var worker = Worker(store);
        await worker.StartAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);
        Assert.Empty(store.Get<IErasureReceipts>().All());

        await store.Log.RecordAsync(StoreData.Turn(accepted.Message, accepted.Sequence, (await store.Inbox.OpenAsync(_conversation, Token)).Epoch), Token);

        var receipt = await ReceiptAsync(store);
        await worker.StopAsync(Token);
        Assert.Equal((number, "person", 2L), (receipt.Subject, receipt.RequestedBy, receipt.Covered["activities"]));
        Assert.True(receipt.IsAuthentic());
        await AssertDoneAsync(store);
    }

    [Fact]
    public async Task Request_ThatACrashLeftOver_IsDoneByTheNextStart()
    {
        await using var store = await StartAsync();
        await AcceptAsync(store);
        var number = await store.Get<IErasureRequests>().AddAsync(s_anna, _conversation, Token);

        await using var again = await StartAsync(store);
        again.Time.Advance(TimeSpan.FromMinutes(1));
        using var worker = Worker(again);
        await worker.StartAsync(Token);

        Assert.Equal(number, (await ReceiptAsync(again)).Subject);
        await worker.StopAsync(Token);
        await AssertDoneAsync(again);
    }

    [Fact]
    public async Task Request_UnderALegalHold_IsRefusedAndADueOneDropped()
    {
        await using var store = await StartAsync();
        await AcceptAsync(store);
        await store.Get<IErasureRequests>().AddAsync(s_anna, _conversation, Token);
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IErasureRequests>().AddAsync(s_anna, _conversation, Token));
        store.Time.Advance(TimeSpan.FromMinutes(1));
        using var worker = Worker(store);
        await worker.StartAsync(Token);
        await UntilAsync(async () => (await store.Get<ErasureRequests>().ListAsync(Token)).Count == 0);
        await worker.StopAsync(Token);
        Assert.Empty(store.Get<IErasureReceipts>().All());
        Assert.Single(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token));
    }

    private static RequestedErasures Worker(StoreUnderTest store) => new(store.Get<ErasureRequests>(), store.Get<IPersonEraser>(), store.Time, NullLogger<RequestedErasures>.Instance);

    private async Task<AcceptedMessage> AcceptAsync(StoreUnderTest store)
    {
        var message = StoreData.Message(_conversation, "m1");
        return new(message, (await store.Inbox.AcceptAsync(message, 50, Token)).Sequence);
    }

    private static async Task<ErasureReceipt> ReceiptAsync(StoreUnderTest store)
    {
        await UntilAsync(() => Task.FromResult(store.Get<IErasureReceipts>().All().Count > 0));
        return Assert.Single(store.Get<IErasureReceipts>().All());
    }

    private async Task AssertDoneAsync(StoreUnderTest store)
    {
        Assert.Empty(await store.Get<ErasureRequests>().ListAsync(Token));
        Assert.Empty(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token));
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token)).Problems);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tried = 0; tried < 300; tried++)
        {
            if (await holds())
                return;
            await Task.Delay(100, Token);
        }
        Assert.Fail("It did not come to that within 30 s.");
    }
}
