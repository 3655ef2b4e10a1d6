using System.Net;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>A long turn shows how far it is; the server is killed (SIGKILL) meanwhile. The next one takes back what was shown, and answers once.</summary>
public sealed class CrashOfProgressTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileATurnIsShown_LeavesNothingOfItBesideTheAnswer()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var model = await StubModelServer.StartAsync(Token);
        model.Then(StubReply.Stall("A fjord is"));
        model.Otherwise = _ => StubReply.Text("A fjord is a long, narrow inlet.");
        Sent shown;
        await using (var doomed = await StartAsync(model))
        {
            using var http = new HttpClient { BaseAddress = doomed.Address };
            var asked = Posted.Message(connector.Address, "<at>Assistant</at> What is a fjord?", "g-1", channel: "msteams")
                .With("conversation", new JsonObject { ["id"] = "g-1", ["conversationType"] = "groupChat", ["isGroup"] = true });
            using var response = await http.PostActivityAsync(asked);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            shown = await connector.NextAsync();
            await NotedAsync("g-1", shown);
            await doomed.KillAsync();
        }

        await using var server = await StartAsync(model);

        Assert.Equal(shown.Id, (await connector.NextAsync("deleted")).Id);
        Assert.Contains("A fjord is a long, narrow inlet.", (await connector.NextAsync()).Text, StringComparison.Ordinal);
        await connector.StaysSilentAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(2, connector.Messages);
    }

    [Fact]
    public async Task Kill_WhileATurnIsStreamed_LeavesAStreamThatTheAnswerEnds()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var model = await StubModelServer.StartAsync(Token);
        model.Then(StubReply.Stall("A fjord is"));
        model.Otherwise = _ => StubReply.Text("A fjord is a long, narrow inlet.");
        Sent piece;
        await using (var doomed = await StartAsync(model))
        {
            using var http = new HttpClient { BaseAddress = doomed.Address };
            using var response = await http.PostActivityAsync(Posted.Message(connector.Address, "What is a fjord?", "p-1", channel: "msteams"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            piece = await connector.NextAsync("typing");
            await NotedAsync("p-1", piece);
            await doomed.KillAsync();
        }

        await using var server = await StartAsync(model);

        var answer = await connector.SayingAsync("A fjord is a long, narrow inlet.");
        var end = answer.Activity.GetProperty("entities").EnumerateArray().Single(entity => entity.GetProperty("type").GetString() == "streaminfo");
        Assert.Equal(("final", piece.Id), (end.GetProperty("streamType").GetString(), end.GetProperty("streamId").GetString()));
    }

    public void Dispose() => DataFolder.Remove(_data);

    /// <summary>What the channel calls it is kept with the message that is being answered.</summary>
    private Task NotedAsync(string conversation, Sent sent) => KeptData.OpenAsync(_data, kept =>
        Eventually.HoldsAsync(async () => (await kept.ReplyAddressAsync(new(ConversationKey.DefaultTenant, "msteams", conversation))).Contains(sent.Id, StringComparison.Ordinal)));

    private Task<ServerProgram> StartAsync(StubModelServer model) => ServerProgram.StartAsync(Checkout.Server, _data,
        new Dictionary<string, string> { ["Model:Endpoint"] = model.Endpoint.AbsoluteUri, ["Model:Name"] = "stub", ["BotFramework:ProgressAfter"] = "00:00:00.500" }, Faults.None, null, Token);
}
