using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Thumbs, reactions and read receipts, as Teams sends them.</summary>
public sealed class FeedbackTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private readonly string _conversation = $"c-{Guid.NewGuid():N}";
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("hello there")]
    [InlineData("steady please")]
    [InlineData("slow please")]
    public async Task Answer_HasThumbs_AndWhatIsSaidOfItIsKeptOnce(string question)
    {
        // Of one that reads otherwise than what grew the stream's end comes before it.
        var answer = await AskAsync(question);
        if (answer.Text?.Contains("You said", StringComparison.Ordinal) != true)
            answer = await _connector.SayingAsync("You said");
        Assert.Equal("custom", answer.Activity.GetProperty("channelData").GetProperty("feedbackLoop").GetProperty("type").GetString());
        // A stream is one message to Teams, under the id that its first piece was given.
        var id = StreamId(answer) ?? answer.Id;

        await GiveAsync(id, "like", "Clear and short.");
        await GiveAsync(id, "like", "Clear and short.");
        var liked = await GivenAsync();
        await GiveAsync(id, "dislike", null);
        var disliked = await GivenAsync();

        Assert.Equal((AnswerRating.Like, "Clear and short."), (liked.Rating, liked.Reason));
        Assert.Equal((liked.AnswerId, AnswerRating.Dislike, null), (disliked.AnswerId, disliked.Rating, disliked.Reason));
        Assert.Equal(answer.Activity.GetProperty("id").GetString(), liked.AnswerId);
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData("en-GB", "dislike", "What was wrong?")]
    [InlineData("zh-CN", "like", "哪里好？")]
    [InlineData(null, "nonsense", "What was good?")]
    public async Task Form_AsksInThePersonsLanguage(string? locale, string reaction, string label)
    {
        var value = new JsonObject { ["data"] = new JsonObject { ["actionName"] = "feedback", ["actionValue"] = new JsonObject { ["reaction"] = reaction } } };
        using var response = await _http.PostActivityAsync(Activity("invoke", "r-1").With("name", "message/fetchTask").With("value", value).With("locale", locale));

        var task = (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Cancelled), cancellationToken: Cancelled)).RootElement.GetProperty("task");
        var card = task.GetProperty("value").GetProperty("card");
        Assert.Equal(("continue", "application/vnd.microsoft.card.adaptive"), (task.GetProperty("type").GetString(), card.GetProperty("contentType").GetString()));
        var input = card.GetProperty("content").GetProperty("body")[0];
        Assert.Equal(("Input.Text", "feedbackText", label), (input.GetProperty("type").GetString(), input.GetProperty("id").GetString(), input.GetProperty("label").GetString()));
        Assert.Equal("Action.Submit", card.GetProperty("content").GetProperty("actions")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task ReactionsAndReadReceipts_AreKeptAndNotAnswered()
    {
        var answer = await AskAsync("hello there");
        var id = StreamId(answer) ?? answer.Id;
        await PostAsync(Activity("messageReaction", id).With("reactionsAdded", Reactions("heart", "laugh")));
        await PostAsync(Activity("messageReaction", id).With("reactionsAdded", Reactions("heart")).With("reactionsRemoved", Reactions("laugh")));
        await PostAsync(Activity("event", null).With("name", "application/vnd.microsoft.readReceipt").With("value", new JsonObject { ["lastReadMessageId"] = id }));

        var given = await GivenAsync();
        Assert.Equal(["heart"], given.Reactions);
        Assert.NotNull(given.ReadAt);
        Assert.Null(given.Rating);
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Reaction_BeforeTheServerWasToldTheNameOfItsReply_IsKept()
    {
        // Without a card of progress, which would be the first message where the machine is slow, and without a stream, whose name would be the answer's.
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:ProgressAfter", "0", "--BotFramework:Streaming", "false");
        using var http = server.CreateClient();
        var (shown, reacted) = (new TaskCompletionSource(), new TaskCompletionSource());
        _connector.Misbehave = async (_, context) =>
        {
            shown.TrySetResult();
            await reacted.Task;
            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsJsonAsync(new { id = "r-early" });
            return true;
        };
        using var asked = await http.PostActivityAsync(Posted.Message(_connector.Address, "hello", _conversation, channel: "msteams"));
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        var reaction = http.PostActivityAsync(Activity("messageReaction", "r-early").With("reactionsAdded", Reactions("heart")));
        await Task.Delay(TimeSpan.FromMilliseconds(400), Cancelled);
        reacted.SetResult();
        using var taken = await reaction;

        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal(["heart"], Assert.Single(await AllAsync(server)).Reactions);
    }

    [Fact]
    public async Task FeedbackOnWhatIsNotKnown_IsTakenAndLetGo()
    {
        await GiveAsync("never-was", "like", "x");
        await GiveAsync(null, "like", "x");
        await PostAsync(Activity("messageReaction", "never-was").With("reactionsAdded", Reactions("heart")));
        await PostAsync(Activity("event", null).With("name", "application/vnd.microsoft.readReceipt"));
        using var other = await _http.PostActivityAsync(Activity("invoke", "never-was").With("name", "message/submitAction").With("value", new JsonObject { ["actionName"] = "other" }));

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Empty(await AllAsync());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{\"actionName\":7}")]
    [InlineData("{\"actionName\":\"feedback\"}")]
    [InlineData("{\"actionName\":\"feedback\",\"actionValue\":\"like\"}")]
    [InlineData("{\"actionName\":\"feedback\",\"actionValue\":{\"reaction\":\"love\"}}")]
    [InlineData("{\"actionName\":\"feedback\",\"actionValue\":{\"reaction\":\"like\",\"feedback\":\"{\\\"feedbackText\\\":7}\"}}")]
    [InlineData("{\"actionName\":\"feedback\",\"actionValue\":{\"reaction\":\"like\",\"feedback\":{}}}")]
    public async Task FormThatIsWrong_IsRefusedWithAReason(string value)
    {
        using var response = await _http.PostActivityAsync(Activity("invoke", "r-1").With("name", "message/submitAction").With("value", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("BadArgument", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{}]", "r-1")]
    [InlineData("[{\"type\":\"a\\u0000b\"}]", "r-1")]
    [InlineData("[{\"type\":\"heart\"}]", "a\u0001b")]
    public async Task ReactionThatIsWrong_IsRefused(string reactions, string about)
    {
        using var response = await _http.PostActivityAsync(Activity("messageReaction", about).With("reactionsAdded", JsonNode.Parse(reactions)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("Default", "default")]
    [InlineData("Off", null)]
    public async Task Thumbs_AreAsTheOperatorSays(string option, string? type)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:Feedback", option);
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(Posted.Message(_connector.Address, "hello", channel: "msteams"));

        var answer = (await _connector.NextAsync()).Activity;
        Assert.Equal(type, answer.TryGetProperty("channelData", out var data) ? data.GetProperty("feedbackLoop").GetProperty("type").GetString() : null);
    }

    private async Task<Sent> AskAsync(string question)
    {
        await PostAsync(Posted.Message(_connector.Address, question, _conversation, channel: "msteams"));
        return await _connector.NextAsync();
    }

    private async Task GiveAsync(string? about, string reaction, string? reason)
    {
        var given = new JsonObject { ["reaction"] = reaction, ["feedback"] = reason is null ? null : new JsonObject { ["feedbackText"] = reason }.ToJsonString() };
        using var response = await _http.PostActivityAsync(
            Activity("invoke", about).With("name", "message/submitAction").With("value", new JsonObject { ["actionName"] = "feedback", ["actionValue"] = given }));
        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled)));
    }

    private async Task PostAsync(JsonObject activity)
    {
        using var response = await _http.PostActivityAsync(activity);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private JsonObject Activity(string type, string? about) =>
        Posted.Message(_connector.Address, "", _conversation, channel: "msteams").Without("text").With("type", type).With("replyToId", about);

    private static JsonArray Reactions(params string[] types) => [.. types.Select(type => (JsonNode)new JsonObject { ["type"] = type })];

    private static string? StreamId(Sent answer) =>
        answer.Activity.GetProperty("entities").EnumerateArray().Where(entity => entity.GetProperty("type").GetString() == "streaminfo").Select(entity => entity.GetProperty("streamId").GetString()).SingleOrDefault();

    private async Task<AnswerFeedback> GivenAsync() => Assert.Single(await AllAsync());

    private Task<IReadOnlyList<AnswerFeedback>> AllAsync(RunningServer? server = null) =>
        (server ?? fixture.Server).Services.GetRequiredService<IFeedbackLog>().OfAsync(new(ConversationKey.DefaultTenant, "msteams", _conversation), "user-1", Cancelled);
}
