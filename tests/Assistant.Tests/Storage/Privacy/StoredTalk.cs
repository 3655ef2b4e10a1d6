using System.Diagnostics;
using System.Text;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Storage.Connections;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>A store that somebody talks to, what it holds, and what its chain says of that.</summary>
internal static class StoredTalk
{
    private static readonly AsyncLocal<Func<Task>?> s_during = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Does something once, when this test next comes to the beginning of a step.</summary>
    public static IDisposable During(string step, Func<Task> act)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName != step || s_during.Value is not { } now || now != act)
                    return;
                s_during.Value = null;
                Task.Run(now).GetAwaiter().GetResult();
            },
        };
        ActivitySource.AddActivityListener(listener);
        s_during.Value = act;
        return listener;
    }

    public static async Task TalkAsync(StoreUnderTest store, ConversationKey conversation, string text, string person = "dl_anna", string id = "m1")
    {
        var now = store.Time.GetUtcNow();
        var message = StoreData.Message(conversation, id, text) with { From = new Participant(person, text), ReceivedAt = now };
        await store.Attachments.SaveAsync(new(conversation, person), message.Attachments[0].Id, new MemoryStream(Encoding.UTF8.GetBytes(text)), 1_000, Token);
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(conversation, Token)).Epoch;
        var turn = StoreData.Turn(message, accepted.Sequence, epoch, "You said: " + text);
        turn = turn with { StartedAt = now, EndedAt = now.AddSeconds(1), Evidence = [StoreData.Evidence("e-" + id, message.Attachments[0].Id) with { Blocks = [new EvidenceBlock(text, new SourcePosition())] }] };
        await store.Log.RecordAsync(turn, Token);
        var held = await store.Memory.LoadAsync(conversation, Token) ?? WorkingMemoryState.Empty;
        await store.Memory.SaveAsync(conversation, held with { Version = held.Version + 1, Summary = text }, Token);
    }

    public static async Task AssertIntactAsync(StoreUnderTest store)
    {
        var report = await ReportAsync(store, "default");
        Assert.Empty(report.Problems);
        Assert.True(report.Records > 0);
    }

    public static async Task<ChainReport> ReportAsync(StoreUnderTest store, string tenant) =>
        Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == tenant);

    public static Task<List<byte[]>> RowsAsync(StoreUnderTest store, string sql) => store.Get<StoreReader>().QueryAsync(sql, row => row.GetFieldValue<byte[]>(0), Token);

    /// <summary>Beside the writer, as somebody else would.</summary>
    public static Task ExecuteAsync(StoreUnderTest store, string sql, byte[]? bytes = null) =>
        store.Get<StoreReader>().ForEachAsync(sql, _ => { }, Token, ("bytes", bytes ?? "{\"kind\":\"message\",\"at\":0}"u8.ToArray()));
}
