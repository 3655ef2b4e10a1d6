using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Storage.Writing;
using Assistant.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>A conversation whose session lives while a rule or an erasure changes what it stands on.</summary>
public sealed class TakenConversationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A rule has taken the last of it: the next message has number 1 again, and a page that stayed open hears of it.</summary>
    [Fact]
    public async Task Conversation_ThatWasEmptied_BeginsAgain_ForWhoeverStayed()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        for (var i = 0; i < 3; i++)
            await stream.AnswerToAsync(await client.SayAsync($"number {i}"));
        await ChangeAsync(server, client, "DELETE FROM inbox", "DELETE FROM activities", "DELETE FROM turns", "DELETE FROM conversations");

        var said = await client.SayAsync("and again");

        Assert.Equal("You said: and again", (await stream.AnswerToAsync(said)).GetProperty("text").GetString());
        Assert.Equal(2, (await client.ActivitiesAsync()).GetProperty("activities").GetArrayLength());
    }

    /// <summary>An erasure of somebody else in it raises its epoch: a turn that could not be recorded is not run, and the next one knows.</summary>
    [Fact]
    public async Task Turn_OfAConversationThatWasTakenOver_RunsOnce()
    {
        var turns = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnTelemetry.SourceName, Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.OperationName == "turn" && span.GetTagItem("assistant.conversation") is string conversation)
                    turns.Enqueue(conversation);
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        await stream.AnswerToAsync(await client.SayAsync("first"));
        await ChangeAsync(server, client, "UPDATE conversations SET epoch = epoch + 1");
        // However sure the session was by the record before.
        await Task.Delay(TimeSpan.FromSeconds(1.2), Token);

        await stream.AnswerToAsync(await client.SayAsync("second"));

        var own = TurnIds.Of(new ConversationKey(ConversationKey.DefaultTenant, "directline", client.Conversation));
        await Eventually.HoldsAsync(() => turns.Count(each => each == own) >= 2);
        Assert.Equal(2, turns.Count(each => each == own));
        Assert.Equal(4, (await client.ActivitiesAsync()).GetProperty("activities").GetArrayLength());
    }

    /// <summary>A crash left both: whoever said stop gets no answer to what they asked before.</summary>
    [Fact]
    public async Task Stop_ThatWaitsWithItsQuestion_StopsIt()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        var (inbox, directory) = (server.Services.GetRequiredService<IInbox>(), server.Services.GetRequiredService<IConversationDirectory>());
        var conversation = StoreData.NewConversation();
        foreach (var (id, text) in new[] { ("m1", "tell me"), ("m2", "stop") })
            await inbox.AcceptAsync(StoreData.Message(conversation, id) with { Text = text, Attachments = [], ReceivedAt = TimeProvider.System.GetUtcNow() }, 50, Token);

        // The sweeper finds what nobody was told of.
        await Eventually.HoldsAsync(async () => (await inbox.PendingAsync(conversation, 0, Token)).Count == 0);

        var said = await directory.ActivitiesAsync(conversation, 0, 10, Token);
        Assert.Equal("m2", Assert.Single(said, activity => activity.Author == ActivityAuthor.Assistant).ReplyToId);
    }

    private static Task<int> ChangeAsync(RunningServer server, DirectLineClient client, params string[] statements)
    {
        var conversation = new ConversationKey(ConversationKey.DefaultTenant, "directline", client.Conversation);
        return server.Services.GetRequiredService<GroupCommitWriter>().WriteAsync(conversation, session => statements.Sum(statement => session.Execute(new(statement))));
    }
}
