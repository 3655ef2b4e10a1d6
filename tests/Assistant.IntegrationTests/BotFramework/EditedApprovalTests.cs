using System.Net;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The word that allowed a tool is changed or deleted while the tool runs: it ran once, and nothing is answered twice.</summary>
public sealed class EditedApprovalTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Shop _shop = new();
    private ConnectorStub _connector = null!;
    private StubModelServer _model = null!;
    private RunningServer _server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_connector, _model) = (await ConnectorStub.StartAsync(), await StubModelServer.StartAsync(Cancelled));
        _model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")));
        _model.Otherwise = _ => StubReply.Text("Three pears are on their way.");
        _shop.Ordering = () =>
        {
            _begun.TrySetResult();
            return _goOn.Task;
        };
        _server = await _shop.StartServerAsync(_model);
        await PostAsync("Order three pears", "m-1");
        Assert.Contains("May I run shop_order?", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        await PostAsync("yes", "m-2");
        await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.TrySetResult();
        await _server.DisposeAsync();
        await _model.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("no")]
    [InlineData("yes, please")]
    [InlineData("What is the capital of Italy?")]
    public async Task Edited_WhileTheToolRuns_IsAnsweredOnceByWhatWasDone(string now)
    {
        // Acknowledged once what is remembered has changed too: after the turn.
        var edited = PostAsync(now, "m-2", "messageUpdate");
        while (!(await ActivitiesAsync()).Any(activity => activity.Id == "m-2" && activity.Text == now))
            await Task.Delay(20, Cancelled);
        _goOn.TrySetResult();
        await edited;

        Assert.Contains("Three pears are on their way.", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["3 pears"], _shop.Orders);
        Assert.Equal((2, 2), (_connector.Messages, _model.Requests.Count));
        // Said again it allows nothing more.
        await PostAsync("yes", "m-3");
        await _connector.NextAsync();
        Assert.Equal(["3 pears"], _shop.Orders);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deleted_WhileTheToolRuns_IsNotAnswered_AndNotRunAgain(bool restarts)
    {
        await PostAsync("", "m-2", "messageDelete");
        _goOn.TrySetResult();
        if (restarts)
            await _server.RestartAsync();

        await PostAsync("yes", "m-3");
        await _connector.NextAsync();
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["3 pears"], _shop.Orders);
        Assert.Equal(2, _connector.Messages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deleted_AfterItsAnswer_AllowsNothingMore(bool restarts)
    {
        _goOn.TrySetResult();
        await _connector.NextAsync();
        await PostAsync("", "m-2", "messageDelete");
        if (restarts)
            await _server.RestartAsync();

        await PostAsync("yes", "m-3");
        await _connector.NextAsync();
        Assert.Equal(["3 pears"], _shop.Orders);
    }

    [Fact]
    public async Task Stopped_WhileTheToolRuns_IsNotRunByAnotherYes()
    {
        await PostAsync("stop", "m-3");
        _goOn.TrySetResult();
        await _connector.NextAsync();

        await PostAsync("yes", "m-4");
        await _connector.NextAsync();
        Assert.Equal(["3 pears"], _shop.Orders);
    }

    private Task<IReadOnlyList<StoredActivity>> ActivitiesAsync() =>
        _server.Services.GetRequiredService<IConversationDirectory>().ActivitiesAsync(new("default", "slack", "c-1"), 0, 100, Cancelled);

    private async Task PostAsync(string text, string id, string type = "message")
    {
        JsonObject activity = Posted.Message(_connector.Address, text, "c-1", id, "slack");
        using var http = _server.CreateClient();
        using var response = await http.PostActivityAsync(activity.With("type", type));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
